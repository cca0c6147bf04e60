package org.lampyris.experiments.report;

import java.util.Locale;

/** Numbers as people read them. */
final class Figure {
    private Figure() {}

    /** Counts as they are, everything else with four decimals. */
    static String of(double number) {
        return number == Math.rint(number) && Math.abs(number) >= 100
                ? String.format(Locale.ROOT, "%d", (long) number)
                : String.format(Locale.ROOT, "%.4f", number);
    }
}
