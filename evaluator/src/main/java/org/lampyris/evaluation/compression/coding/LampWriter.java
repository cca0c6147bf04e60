package org.lampyris.evaluation.compression.coding;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.lampyris.input.Sha256;

/**
 * Writes a compressed network: the bytes {@code LAMP}, the version of the format (one byte), one range-coded stream of the
 * skeleton and then of each tensor's code, and the SHA-256 of all that (32 bytes). The stream has no lengths and no
 * padding between its parts: arithmetic coding goes on from one to the next. A file that would stand for over 64 KiB and
 * 1024 times its own size is filled up with zeros. Tensors have neither name nor shape here: the skeleton has.
 */
public final class LampWriter {
    static final byte[] MAGIC = "LAMP".getBytes(StandardCharsets.US_ASCII);
    static final byte VERSION = 1;
    static final int HASH_BYTES = 32;

    private final RangeEncoder out = new RangeEncoder();
    private long unpacked;

    /** @param skeleton anything, e.g. a network without its weights */
    public LampWriter(byte[] skeleton) {
        unpacked = skeleton.length;
        out.number(skeleton.length);
        TextModel.code(out, skeleton.clone());
    }

    /** Adds a tensor; tensors are read in the same order. */
    public void add(CodedTensor tensor) {
        unpacked += (long) Float.BYTES * tensor.size();
        tensor.write(out);
    }

    /** The file; nothing can be added after that. The same content gives the same bytes on every machine. */
    public byte[] finish() {
        byte[] stream = out.finish();
        int start = MAGIC.length + 1;
        long length = Math.max(start + stream.length, Expansion.leastLength(unpacked) - HASH_BYTES);
        byte[] content = ByteBuffer.allocate(Math.toIntExact(length))
                .put(MAGIC)
                .put(VERSION)
                .put(stream)
                .array();
        byte[] file = Arrays.copyOf(content, content.length + HASH_BYTES);
        System.arraycopy(Sha256.digest().digest(content), 0, file, content.length, HASH_BYTES);
        return file;
    }
}
