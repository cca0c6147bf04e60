package org.lampyris.hardware.calibration;

import java.util.List;
import org.lampyris.hardware.latency.Primitive;

/**
 * A latency that is linear in what operators compute and move, with coefficients of at least 0. So it never is negative
 * and never falls when channels, resolution, kernel or expansion grow.
 */
public final class CalibratedModel {
    private final double[] coefficients;
    private final boolean[] seen;
    private final CalibrationReport report;

    /** @param seen which features the fitted entries had at all */
    CalibratedModel(double[] coefficients, boolean[] seen, CalibrationReport report) {
        this.coefficients = coefficients.clone();
        this.seen = seen.clone();
        this.report = report;
    }

    /** Whether the table had anything of the operator's kind: a model of pointwise convolutions knows no depthwise one. */
    public boolean covers(Primitive operator) {
        double[] features = Features.of(operator);
        return known(features, Features.DENSE_MULTIPLY_ADDS)
                && known(features, Features.DEPTHWISE_MULTIPLY_ADDS)
                && known(features, Features.GROUPED_ACTIVATIONS);
    }

    /** Milliseconds, finite and at least 0. */
    public double milliseconds(List<Primitive> operators) {
        double ms = 0;
        for (Primitive operator : operators) {
            ms += milliseconds(operator);
        }
        return ms;
    }

    /** Milliseconds, finite and at least 0. */
    public double milliseconds(Primitive operator) {
        double[] features = Features.of(operator);
        double ms = 0;
        for (int i = 0; i < features.length; i++) {
            ms += coefficients[i] * features[i];
        }
        return ms;
    }

    public CalibrationReport report() {
        return report;
    }

    private boolean known(double[] features, int feature) {
        return seen[feature] || features[feature] == 0;
    }
}
