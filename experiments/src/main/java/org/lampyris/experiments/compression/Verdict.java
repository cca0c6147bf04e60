package org.lampyris.experiments.compression;

import java.util.Locale;

/** Whether a step is worth it. */
final class Verdict {
    /** Less than this share gained is nothing. */
    private static final double GAIN = 0.01;

    private static final double ROUNDING = 1e-9;

    private Verdict() {}

    /** Why a step is undone; empty if it stays. */
    static String of(String step, Figures before, Figures now, Figures after, double maxDrop) {
        double drop = before.validation() - after.validation();
        if (drop > maxDrop + ROUNDING) {
            return String.format(
                    Locale.ROOT,
                    "the validation accuracy would fall by %.2f points, more than %.2f",
                    100 * drop,
                    100 * maxDrop);
        }
        boolean gains = switch (step) {
            case "distill" -> after.validation() > now.validation();
            // What is zero takes less room once it is encoded.
            case "prune" -> true;
            default ->
                smaller((double) after.bytes(), (double) now.bytes())
                        || smaller(after.measuredMs(), now.measuredMs())
                        || smaller(
                                after.predictedMs().orElse(0), now.predictedMs().orElse(0));
        };
        return gains ? "" : "it gains nothing";
    }

    private static boolean smaller(double after, double before) {
        return after < (1 - GAIN) * before;
    }
}
