package org.lampyris.evaluation.compression.coding;

import java.util.Arrays;

/**
 * A binary arithmetic coder: each bit narrows an interval of 32-bit numbers in proportion to its probability; bytes that
 * are settled go out. Carries reach back into bytes of 255, which are held until then.
 *
 * @see <a href="https://doi.org/10.1147/rd.282.0135">Langdon, An introduction to arithmetic coding, IBM Journal of
 *     Research and Development 28(2), 1984</a>
 */
final class RangeEncoder extends BinaryCoder {
    static final long LEAST_RANGE = 1L << 24;
    static final long WHOLE = (1L << 32) - 1;

    private byte[] bytes = new byte[64];
    private int size;
    private long low;
    private long range = WHOLE;
    /** The last byte that isn't settled, then so many of 255. */
    private int held;

    private long heldFull;
    /** Bytes that left the interval. */
    private long shifts;

    @Override
    int bit(int bit, AdaptiveBits model, int context) {
        narrow(bit, (range >>> AdaptiveBits.SCALE) * model.probability(context));
        model.learn(context, bit);
        return bit;
    }

    @Override
    int bit(int bit, int probability) {
        narrow(bit, (range >>> AdaptiveBits.SCALE) * probability);
        return bit;
    }

    @Override
    int bit(int bit) {
        narrow(bit, range >>> 1);
        return bit;
    }

    @Override
    double position() {
        return Byte.SIZE * shifts + 32 - log2((double) range);
    }

    @Override
    RuntimeException refusal(String problem) {
        return new IllegalStateException(problem);
    }

    /** All bytes; a decoder has to take zeros after the last one. Nothing can be coded after that. */
    byte[] finish() {
        long top = low + range - 1;
        for (int zeros = 32; zeros >= 0; zeros--) {
            long mask = (1L << zeros) - 1;
            long value = (low + mask) & ~mask;
            if (value <= top) {
                low = value;
                break;
            }
        }
        int needed = Math.toIntExact(shifts);
        for (int i = 0; i < 5; i++) {
            shift();
        }
        int end = size;
        while (end > needed + 1 && bytes[end - 1] == 0) {
            end--;
        }
        // The first byte is the one before the interval, which is always zero.
        return Arrays.copyOfRange(bytes, 1, end);
    }

    private void narrow(int bit, long ones) {
        if (bit == 1) {
            range = ones;
        } else {
            low += ones;
            range -= ones;
        }
        while (range < LEAST_RANGE) {
            range <<= Byte.SIZE;
            shift();
        }
    }

    private void shift() {
        if (low < 0xff000000L || low > WHOLE) {
            int carry = (int) (low >>> 32);
            put(held + carry);
            for (; heldFull > 0; heldFull--) {
                put(0xff + carry);
            }
            held = (int) (low >>> 24) & 0xff;
        } else {
            heldFull++;
        }
        shifts++;
        low = (low & 0x00ffffff) << Byte.SIZE;
    }

    private void put(int value) {
        if (size == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * size);
        }
        bytes[size++] = (byte) value;
    }
}
