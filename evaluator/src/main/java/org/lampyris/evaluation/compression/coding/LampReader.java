package org.lampyris.evaluation.compression.coding;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import org.lampyris.input.InvalidInputException;
import org.lampyris.input.Sha256;

/** Reads what a {@link LampWriter} wrote; trusts none of its numbers. */
public final class LampReader {
    private static final int START = LampWriter.MAGIC.length + 1;

    private final RangeDecoder in;
    private final byte[] skeleton;
    private final double skeletonBytes;
    private final long most;
    private long unpacked;

    /**
     * Checks the whole file and reads the skeleton.
     *
     * @param where the name of the file for messages
     * @throws InvalidInputException if it isn't such a file or a byte was changed
     */
    public LampReader(String where, byte[] file) {
        checkFrame(where, file);
        this.in = new RangeDecoder(where, file, START, file.length - LampWriter.HASH_BYTES);
        this.most = Expansion.most(file.length);
        int length = in.number(0);
        in.require(
                length <= Expansion.mostOfSkeleton(),
                "its skeleton has " + length + " bytes, too many for this program's memory");
        this.skeleton = new byte[account(length)];
        TextModel.code(in, skeleton);
        this.skeletonBytes = in.position() / Byte.SIZE;
    }

    private static void checkFrame(String where, byte[] file) {
        int end = file.length - LampWriter.HASH_BYTES;
        if (end < START || !Arrays.equals(file, 0, START - 1, LampWriter.MAGIC, 0, START - 1)) {
            throw RangeDecoder.refusal(where, "it is too short or doesn't begin with LAMP");
        }
        if (file[START - 1] != LampWriter.VERSION) {
            throw RangeDecoder.refusal(where, "its format has the version " + file[START - 1]);
        }
        MessageDigest digest = Sha256.digest();
        digest.update(file, 0, end);
        if (!Arrays.equals(digest.digest(), Arrays.copyOfRange(file, end, file.length))) {
            throw RangeDecoder.refusal(where, "its SHA-256 is another, it was damaged or cut off");
        }
    }

    /** A copy. */
    public byte[] skeleton() {
        return skeleton.clone();
    }

    /** What the skeleton takes in the file. */
    public double skeletonBytes() {
        return skeletonBytes;
    }

    /**
     * The next tensor.
     *
     * @param shape positive sizes; may come from anybody
     * @throws InvalidInputException if there is no such tensor
     */
    public CodedTensor next(List<Integer> shape) {
        long size = 1;
        for (int axis : shape) {
            in.require(axis > 0, "a tensor of the shape " + shape);
            size *= axis;
            in.require(size <= Integer.MAX_VALUE, "a tensor of the shape " + shape);
        }
        account(Float.BYTES * size);
        return CodedTensor.read(in, shape);
    }

    /** @throws InvalidInputException if there is anything left */
    public void finish() {
        in.finish();
    }

    /** What to say of a file whose skeleton isn't as it should be. */
    public InvalidInputException refusal(String problem) {
        return in.refusal(problem);
    }

    private int account(long bytes) {
        unpacked += bytes;
        in.require(
                unpacked <= most,
                "it would unfold to over " + most + " bytes, too much for its size or this program's memory");
        return (int) bytes;
    }
}
