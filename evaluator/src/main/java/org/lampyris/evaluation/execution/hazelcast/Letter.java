package org.lampyris.evaluation.execution.hazelcast;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import java.io.IOException;

/**
 * A signed message on its way. Nothing in it is to be believed before {@link Seal#open}.
 *
 * <p>Mutable only for Hazelcast, which fills an empty one.
 */
final class Letter implements IdentifiedDataSerializable {
    static final int CLASS_ID = 1;

    private String sender = "";
    private String session = "";
    private long number;
    private byte[] body = {};
    private byte[] attachment = {};
    private byte[] signature = {};

    Letter() {}

    /**
     * @param sender the worker on whose behalf it is, in both directions
     * @param session of the coordinator
     * @param number of the call, which its answer has too
     * @param body a {@link Message} as JSON
     * @param attachment raw bytes that belong to it
     */
    Letter(String sender, String session, long number, byte[] body, byte[] attachment, byte[] signature) {
        this.sender = sender;
        this.session = session;
        this.number = number;
        this.body = body;
        this.attachment = attachment;
        this.signature = signature;
    }

    String sender() {
        return sender;
    }

    String session() {
        return session;
    }

    long number() {
        return number;
    }

    byte[] body() {
        return body;
    }

    byte[] attachment() {
        return attachment;
    }

    byte[] signature() {
        return signature;
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
        out.writeString(sender);
        out.writeString(session);
        out.writeLong(number);
        out.writeByteArray(body);
        out.writeByteArray(attachment);
        out.writeByteArray(signature);
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        sender = text(in);
        session = text(in);
        number = in.readLong();
        body = bytes(in);
        attachment = bytes(in);
        signature = bytes(in);
    }

    private static String text(ObjectDataInput in) throws IOException {
        String text = in.readString();
        if (text == null) {
            throw new IOException("a text is missing");
        }
        return text;
    }

    private static byte[] bytes(ObjectDataInput in) throws IOException {
        byte[] bytes = in.readByteArray();
        if (bytes == null) {
            throw new IOException("bytes are missing");
        }
        return bytes;
    }
}
