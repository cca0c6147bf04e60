package org.lampyris.space;

/** Ratios as people write them. */
final class Fractions {
    private static final int LARGEST_DIVISOR = 99;

    private Fractions() {}

    /** A unit fraction such as {@code 1/8} up to a divisor of 99 where the value is one; else a decimal. */
    static String text(double value) {
        double divisor = Math.rint(1 / value);
        if (divisor > 1 && divisor <= LARGEST_DIVISOR && 1 / divisor == value) {
            return "1/" + (int) divisor;
        }
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }
}
