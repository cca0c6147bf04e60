package org.lampyris.hardware.calibration;

import java.util.List;
import java.util.OptionalDouble;
import org.lampyris.hardware.latency.Primitive;

/**
 * A latency that is linear in what operators compute and move, with coefficients of at least 0. So it never is negative
 * and never falls when channels, resolution, kernel or expansion grow.
 */
public final class CalibratedModel {
    private static final int[] NEEDED = {
        Features.DENSE_MULTIPLY_ADDS, Features.DEPTHWISE_MULTIPLY_ADDS, Features.GROUPED_ACTIVATIONS
    };

    private final double[] coefficients;
    private final boolean[] seen;
    private final CalibrationReport report;

    /** @param seen which features the fitted entries had at all */
    CalibratedModel(double[] coefficients, boolean[] seen, CalibrationReport report) {
        this.coefficients = coefficients.clone();
        this.seen = seen.clone();
        this.report = report;
    }

    /**
     * Milliseconds, finite and at least 0; empty if the table had nothing of some operator's kind: a model of pointwise
     * convolutions knows no depthwise one.
     */
    public OptionalDouble milliseconds(List<Primitive> operators) {
        double[] sums = Features.sums(operators);
        for (int needed : NEEDED) {
            if (sums[needed] > 0 && !seen[needed]) {
                return OptionalDouble.empty();
            }
        }
        double ms = 0;
        for (int i = 0; i < sums.length; i++) {
            ms += coefficients[i] * sums[i];
        }
        return OptionalDouble.of(ms);
    }

    /** What most of the time goes to: {@code start}, {@code arithmetic} or {@code memory}. */
    public String limit(List<Primitive> operators) {
        double[] sums = Features.sums(operators);
        double start = coefficients[Features.OPERATORS] * sums[Features.OPERATORS];
        double arithmetic = coefficients[Features.DENSE_MULTIPLY_ADDS] * sums[Features.DENSE_MULTIPLY_ADDS]
                + coefficients[Features.DEPTHWISE_MULTIPLY_ADDS] * sums[Features.DEPTHWISE_MULTIPLY_ADDS];
        double memory = coefficients[Features.GROUPED_ACTIVATIONS] * sums[Features.GROUPED_ACTIVATIONS]
                + coefficients[Features.MOVED] * sums[Features.MOVED];
        return start >= arithmetic && start >= memory ? "start" : arithmetic >= memory ? "arithmetic" : "memory";
    }

    public CalibrationReport report() {
        return report;
    }
}
