package org.lampyris.evaluation.compression.coding;

/** Writes floats down bit for bit: signs and fractions as they are, exponents by an adaptive arithmetic code. */
final class FloatSequence {
    private static final int FRACTION_BITS = 23;
    private static final int HALF_FRACTION_BITS = 10;
    private static final int EXPONENT_BITS = 8;
    private static final int HALF_EXPONENT_BITS = 5;
    private static final int LENGTH_BITS = 6;

    private FloatSequence() {}

    /** Whether all are 16-bit floats. */
    static boolean halves(float[] values) {
        for (float value : values) {
            if (!Float16.holds(value)) {
                return false;
            }
        }
        return true;
    }

    /** Codes all; a decoder fills them in. */
    static void code(BinaryCoder coder, float[] values, boolean half) {
        int fractionBits = half ? HALF_FRACTION_BITS : FRACTION_BITS;
        int exponentBits = half ? HALF_EXPONENT_BITS : EXPONENT_BITS;
        AdaptiveBits model = new AdaptiveBits(1 << exponentBits);
        for (int i = 0; i < values.length; i++) {
            int bits = bits(values[i], half);
            int exponent = coder.tree((bits >>> fractionBits) & ((1 << exponentBits) - 1), exponentBits, model, 0);
            long sign = coder.bits(bits >>> (fractionBits + exponentBits), 1);
            long fraction = coder.bits(bits & ((1 << fractionBits) - 1), fractionBits);
            values[i] = value((int) ((((sign << exponentBits) | exponent) << fractionBits) | fraction), half);
        }
    }

    /** The same for values that ascend in the sense of {@link #key}, by their differences. */
    static void codeAscending(BinaryCoder coder, float[] values, boolean half) {
        AdaptiveBits model = new AdaptiveBits(1 << LENGTH_BITS);
        long key = -1;
        for (int i = 0; i < values.length; i++) {
            key += 1 + number(coder, key(values[i], half) - key - 1, model);
            coder.require(key <= (half ? 0xffffL : 0xffffffffL), "a value in a codebook that is no float");
            values[i] = valueOfKey(key, half);
        }
    }

    /** Unsigned integers in the order of the floats: -infinity, ... -0, 0, ... infinity; NaNs stand outside. */
    static long key(float value, boolean half) {
        int sign = half ? 0x8000 : 0x80000000;
        int bits = bits(value, half);
        long mask = half ? 0xffffL : 0xffffffffL;
        return ((bits & sign) == 0 ? bits | sign : ~bits) & mask;
    }

    private static float valueOfKey(long key, boolean half) {
        int sign = half ? 0x8000 : 0x80000000;
        int bits = (int) key;
        int mask = half ? 0xffff : -1;
        return value((bits & sign) == 0 ? ~bits & mask : bits ^ sign, half);
    }

    /** The number's length by an adaptive code, then its bits but for the first one. */
    private static long number(BinaryCoder coder, long value, AdaptiveBits model) {
        int given = Long.SIZE - Long.numberOfLeadingZeros(Math.max(0, value));
        int length = coder.tree(given, LENGTH_BITS, model, 0);
        coder.require(length <= Integer.SIZE, "a difference of " + length + " bits in a codebook");
        long rest = coder.bits(value, Math.max(0, length - 1));
        return length == 0 ? 0 : (1L << (length - 1)) | rest;
    }

    private static int bits(float value, boolean half) {
        return half ? Float16.of(value) : Float.floatToRawIntBits(value);
    }

    private static float value(int bits, boolean half) {
        return half ? Float16.value(bits) : Float.intBitsToFloat(bits);
    }
}
