package org.lampyris.hardware.calibration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import org.lampyris.hardware.latency.Composite;
import org.lampyris.hardware.latency.Decomposition;
import org.lampyris.hardware.latency.Entry;
import org.lampyris.hardware.latency.LatencyTable;
import org.lampyris.hardware.latency.OperatorKey;

/**
 * Fits a {@link CalibratedModel} to a table by non-negative least squares of the relative error. An entry that was
 * measured over a skip is a difference of two sums of features, a composite a sum of many; both take part that way.
 */
public final class Calibration {
    /** With fewer entries nothing is fitted. */
    public static final int MINIMUM_ENTRIES = 8;

    /** The weight of entries measured over a skip: differences carry the error of two measurements. */
    private static final double OVER_SKIP_WEIGHT = 0.5;

    private final List<Row> rows;
    private final RealVector scale = new ArrayRealVector(Features.COUNT);
    private final RealMatrix gram = new Array2DRowRealMatrix(Features.COUNT, Features.COUNT);
    private final RealVector moment = new ArrayRealVector(Features.COUNT);

    /** One observation: features over the latency, so that the model times them should be 1. */
    private record Row(String name, RealVector features, double weight) {}

    private Calibration(List<Row> rows) {
        this.rows = rows;
        for (int i = 0; i < Features.COUNT; i++) {
            int feature = i;
            double largest = rows.stream()
                    .mapToDouble(row -> Math.abs(row.features.getEntry(feature)))
                    .max()
                    .orElse(0);
            scale.setEntry(i, largest > 0 ? largest : 1);
        }
        rows.forEach(row -> add(gram, moment, row, 1));
    }

    /** The model of a table, or nothing if the table has too few entries that take time. */
    public static Optional<CalibratedModel> of(LatencyTable table) {
        List<Row> rows = new ArrayList<>();
        boolean[] seen = new boolean[Features.COUNT];
        for (Entry entry : table.entries()) {
            double ms = entry.measured().ms();
            if (ms > 0) {
                double[] features = features(List.of(entry.key()));
                for (int i = 0; i < seen.length; i++) {
                    seen[i] |= features[i] > 0;
                }
                if (entry.overSkip()) {
                    Features.add(features, features(List.of(entry.key().skip())), -1);
                }
                rows.add(row(entry.key().toString(), features, ms, entry.overSkip() ? OVER_SKIP_WEIGHT : 1));
            }
        }
        if (rows.size() < MINIMUM_ENTRIES) {
            return Optional.empty();
        }
        for (Composite composite : table.composites()) {
            if (composite.measured().ms() > 0) {
                double[] features = features(composite.operators());
                Features.add(features, features(composite.skips()), 1);
                for (int i = 0; i < seen.length; i++) {
                    features[i] = seen[i] ? features[i] : 0;
                }
                rows.add(row(composite.name(), features, composite.measured().ms(), 1));
            }
        }
        Calibration calibration = new Calibration(rows);
        double[] coefficients = calibration.solve(calibration.gram, calibration.moment);
        return Optional.of(new CalibratedModel(coefficients, seen, calibration.leaveOneOut()));
    }

    private CalibrationReport leaveOneOut() {
        double[] errors = new double[rows.size()];
        int worst = 0;
        for (int i = 0; i < errors.length; i++) {
            Row row = rows.get(i);
            RealMatrix without = gram.copy();
            RealVector rest = moment.copy();
            add(without, rest, row, -1);
            double ratio = new ArrayRealVector(solve(without, rest), false).dotProduct(row.features);
            errors[i] = 100 * Math.abs(ratio - 1);
            worst = errors[i] > errors[worst] ? i : worst;
        }
        double mean = Arrays.stream(errors).average().orElse(0);
        return new CalibrationReport(
                rows.size(), mean, new Median().evaluate(errors), errors[worst], rows.get(worst).name);
    }

    private void add(RealMatrix toGram, RealVector toMoment, Row row, double sign) {
        RealVector scaled = row.features.ebeDivide(scale);
        double factor = sign * row.weight * row.weight;
        for (int i = 0; i < Features.COUNT; i++) {
            double left = factor * scaled.getEntry(i);
            toMoment.addToEntry(i, left);
            for (int j = 0; j < Features.COUNT; j++) {
                toGram.addToEntry(i, j, left * scaled.getEntry(j));
            }
        }
    }

    private double[] solve(RealMatrix normal, RealVector right) {
        return new ArrayRealVector(NonNegativeLeastSquares.solve(normal, right), false)
                .ebeDivide(scale)
                .toArray();
    }

    private static Row row(String name, double[] features, double ms, double weight) {
        return new Row(name, new ArrayRealVector(features, false).mapDivide(ms), weight);
    }

    private static double[] features(List<OperatorKey> keys) {
        double[] sums = new double[Features.COUNT];
        keys.forEach(key -> Features.add(sums, Features.sums(Decomposition.of(key)), 1));
        return sums;
    }
}
