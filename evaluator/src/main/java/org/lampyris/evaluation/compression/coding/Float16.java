package org.lampyris.evaluation.compression.coding;

/**
 * 16-bit floats (binary16).
 *
 * @see <a href="https://doi.org/10.1109/IEEESTD.2019.8766229">IEEE 754-2019, Standard for floating-point arithmetic</a>
 */
public final class Float16 {
    private static final int SHIFT = 13;
    private static final int FRACTION_BITS = 10;
    private static final int FRACTION = (1 << FRACTION_BITS) - 1;
    private static final int INFINITY = 0x7c00;
    /** The exponents' biases differ by that, at the place of a 32-bit float's exponent. */
    private static final int REBIAS = (127 - 15) << 23;

    private static final float LEAST_NORMAL = 0x1p-14f;
    private static final float LEAST = 0x1p-24f;

    private Float16() {}

    /** The nearest one, that with the even fraction where two are as near; 16 bits. */
    public static int of(float value) {
        int bits = Float.floatToRawIntBits(value);
        int sign = (bits >>> 16) & 0x8000;
        float size = Math.abs(value);
        if (Float.isNaN(value)) {
            return sign | INFINITY | 0x200 | ((bits >>> SHIFT) & FRACTION);
        }
        if (size < LEAST_NORMAL) {
            return sign | (int) Math.rint(size / LEAST);
        }
        if (Float.isInfinite(value)) {
            return sign | INFINITY;
        }
        int magnitude = (bits & 0x7fffffff) - REBIAS;
        int even = (magnitude >>> SHIFT) & 1;
        int rounded = (magnitude + (1 << (SHIFT - 1)) - 1 + even) >>> SHIFT;
        return sign | Math.min(rounded, INFINITY);
    }

    /** The value of 16 bits, exactly. */
    public static float value(int half) {
        int sign = (half & 0x8000) << 16;
        int magnitude = half & 0x7fff;
        if (magnitude >= INFINITY) {
            return Float.intBitsToFloat(sign | 0x7f800000 | ((magnitude & FRACTION) << SHIFT));
        }
        float size = magnitude <= FRACTION ? magnitude * LEAST : Float.intBitsToFloat((magnitude << SHIFT) + REBIAS);
        return sign == 0 ? size : -size;
    }

    /** Whether a 32-bit float is one of these, bit for bit. */
    static boolean holds(float value) {
        return Float.floatToRawIntBits(value(of(value))) == Float.floatToRawIntBits(value);
    }
}
