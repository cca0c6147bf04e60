package org.lampyris.evaluation.compression.quantization;

/**
 * Signed powers of two and 0.
 *
 * @param largest the exponent of the largest power
 * @param exponents how many there are, at least 1
 */
record PowerGrid(int largest, int exponents) {
    private static final int LEAST = -100;

    /** The largest power is the one nearest to the largest of the numbers in size. */
    static PowerGrid of(float[] numbers, int exponents) {
        double size = 0;
        for (float number : numbers) {
            size = Math.max(size, Math.abs(number));
        }
        return new PowerGrid(Math.max(LEAST, size > 0 ? nearestExponent(size) : 0), exponents);
    }

    private static int nearestExponent(double size) {
        int exponent = Math.getExponent(size);
        return size >= Math.scalb(1.5, exponent) ? exponent + 1 : exponent;
    }

    /** Of every number a multiple. */
    float smallest() {
        return Math.scalb(1f, largest - exponents + 1);
    }

    /** The nearest number, the larger of two. */
    float round(double number) {
        double size = Math.abs(number);
        if (size < smallest() / 2.0) {
            return 0;
        }
        int exponent = Math.max(largest - exponents + 1, Math.min(nearestExponent(size), largest));
        return (float) Math.copySign(Math.scalb(1.0, exponent), number);
    }
}
