package org.lampyris.evaluation.compression.coding;

import org.lampyris.input.InvalidInputException;

/** Reads what a {@link RangeEncoder} wrote; whatever the bytes are, it ends with them. */
final class RangeDecoder extends BinaryCoder {
    private static final int INTERVAL_BYTES = 4;

    private final String where;
    private final byte[] bytes;
    private final int end;
    private int next;
    private final int first;
    /** Where in the interval the number is that the bytes stand for. */
    private long code;

    private long range = RangeEncoder.WHOLE;

    /**
     * @param where the name of the file for messages
     * @param end behind the last byte
     */
    RangeDecoder(String where, byte[] bytes, int first, int end) {
        this.where = where;
        this.bytes = bytes;
        this.first = first;
        this.next = first;
        this.end = end;
        for (int i = 0; i < INTERVAL_BYTES; i++) {
            code = (code << Byte.SIZE) | next();
        }
    }

    @Override
    int bit(int bit, AdaptiveBits model, int context) {
        int result = narrow((range >>> AdaptiveBits.SCALE) * model.probability(context));
        model.learn(context, result);
        return result;
    }

    @Override
    int bit(int bit, int probability) {
        return narrow((range >>> AdaptiveBits.SCALE) * probability);
    }

    @Override
    int bit(int bit) {
        return narrow(range >>> 1);
    }

    @Override
    double position() {
        return (double) Byte.SIZE * (next - first - INTERVAL_BYTES) + 32 - log2((double) range);
    }

    @Override
    InvalidInputException refusal(String problem) {
        return refusal(where, problem);
    }

    static InvalidInputException refusal(String where, String problem) {
        return InvalidInputException.at(where, "no .lamp file: " + problem, "Pack the network again.");
    }

    /** The bytes that nothing was read of yet. */
    int remaining() {
        return Math.max(0, end - next);
    }

    /** @throws InvalidInputException if anything but zeros is left */
    void finish() {
        for (int i = next; i < end; i++) {
            require(bytes[i] == 0, "something follows the last tensor");
        }
    }

    private int narrow(long ones) {
        int bit = code < ones ? 1 : 0;
        if (bit == 1) {
            range = ones;
        } else {
            code -= ones;
            range -= ones;
        }
        while (range < RangeEncoder.LEAST_RANGE) {
            range <<= Byte.SIZE;
            code = ((code << Byte.SIZE) | next()) & RangeEncoder.WHOLE;
        }
        return bit;
    }

    private int next() {
        require(next < end + INTERVAL_BYTES, "it ends too early");
        int value = next < end ? Byte.toUnsignedInt(bytes[next]) : 0;
        next++;
        return value;
    }
}
