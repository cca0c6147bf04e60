package org.lampyris.evaluation.execution.hazelcast;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.SortedMap;
import org.lampyris.evaluation.Evaluator;
import org.lampyris.evaluation.training.EpochListener;

/** What a worker evaluates with, for one search. */
public interface Workshop extends AutoCloseable {

    /** What must be the same as the coordinator's. */
    SortedMap<String, String> facts();

    /** An evaluator for one thread; called once for each slot. */
    Evaluator evaluator(EpochListener listener);

    /** Where an evaluator keeps the weights of a trial until they are delivered. */
    Path weights(int trial);

    @Override
    void close();

    /** Makes workshops. */
    @FunctionalInterface
    interface Builder {

        /**
         * @param data where the data set can be had, if it isn't here, and what the teacher says
         * @throws org.lampyris.input.InvalidInputException if this machine can't do what is asked
         */
        Workshop build(Briefing briefing, DataSource data);
    }

    /** Sends what the coordinator has. */
    @FunctionalInterface
    interface DataSource {

        /** @throws IOException if the connection breaks, or {@code out} can't be written */
        void copyTo(Cargo cargo, OutputStream out) throws IOException;
    }
}
