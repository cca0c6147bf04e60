package org.lampyris.evaluation.execution.hazelcast;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceAware;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A letter that a worker sends and the coordinator answers. The only thing that is ever run on the coordinator. */
final class Call implements Callable<Letter>, HazelcastInstanceAware, IdentifiedDataSerializable {
    static final int CLASS_ID = 2;

    /** Where the coordinator keeps who answers. */
    static final String ANSWERING = "lampyris.answering";

    private Letter letter = new Letter();
    private @Nullable HazelcastInstance member;

    Call() {}

    Call(Letter letter) {
        this.letter = letter;
    }

    @Override
    public void setHazelcastInstance(HazelcastInstance instance) {
        member = instance;
    }

    @Override
    @SuppressWarnings("unchecked") // The coordinator itself put it there.
    public Letter call() {
        Object answering = member == null ? null : member.getUserContext().get(ANSWERING);
        if (answering == null) {
            throw new IllegalStateException("nobody answers here");
        }
        return ((UnaryOperator<Letter>) answering).apply(letter);
    }

    @Override
    public int getFactoryId() {
        return Transport.FACTORY_ID;
    }

    @Override
    public int getClassId() {
        return CLASS_ID;
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        letter.writeData(out);
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        letter.readData(in);
    }
}
