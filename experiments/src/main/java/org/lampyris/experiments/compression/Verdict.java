package org.lampyris.experiments.compression;

import java.util.Locale;

/** Whether a step stays. */
final class Verdict {
    private static final double ROUNDING = 1e-9;

    private Verdict() {}

    /** Whether an accuracy is as high as it must be. */
    static boolean reaches(double accuracy, double floor) {
        return accuracy >= floor - ROUNDING;
    }

    /**
     * Why a step is undone; empty if it stays.
     *
     * @param before of the network as it came
     * @param now of what the step began with
     */
    static String of(Step step, Figures before, Figures now, Figures after, double maxDrop) {
        double drop = before.validation() - after.validation();
        if (!reaches(after.validation(), before.validation() - maxDrop)) {
            return String.format(
                    Locale.ROOT,
                    "the validation accuracy would fall by %.2f points, more than %.2f",
                    100 * drop,
                    100 * maxDrop);
        }
        return step.gains(now, after) ? "" : "it gains nothing";
    }
}
