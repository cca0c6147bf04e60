package org.lampyris.evaluation.compression.quantization;

import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;

/**
 * Looks for the grid of least error among those that cut off a share of the range: what lies outside loses, the rest is
 * spaced more closely. The full range is among them. Fractions of it are tried in hundredths, then in thousandths about
 * the best.
 *
 * @see "Banner et al., Post Training 4-bit Quantization of Convolutional Networks for Rapid-Deployment, 2019"
 */
final class ClippingSearch {
    private static final int ROUNDS = 2;

    private ClippingSearch() {}

    static QuantizationGrid symmetric(int bits, double largest, ToDoubleFunction<QuantizationGrid> error) {
        double fraction = best(f -> QuantizationGrid.symmetric(bits, f * largest), error);
        return QuantizationGrid.symmetric(bits, fraction * largest);
    }

    /** Both ends in turn. */
    static QuantizationGrid asymmetric(
            int lowest, int highest, ValueRange range, ToDoubleFunction<QuantizationGrid> error) {
        ValueRange clipped = clip(lowest, highest, range, error);
        return QuantizationGrid.asymmetric(lowest, highest, clipped.lowest(), clipped.highest());
    }

    /** The range that the grid of least error covers. */
    static ValueRange clip(int lowest, int highest, ValueRange range, ToDoubleFunction<QuantizationGrid> error) {
        double bottom = 1;
        double top = 1;
        for (int i = 0; i < ROUNDS; i++) {
            double from = bottom * range.lowest();
            if (range.highest() > 0) {
                top = best(f -> QuantizationGrid.asymmetric(lowest, highest, from, f * range.highest()), error);
            }
            double to = top * range.highest();
            if (range.lowest() < 0) {
                bottom = best(f -> QuantizationGrid.asymmetric(lowest, highest, f * range.lowest(), to), error);
            }
        }
        return new ValueRange((float) (bottom * range.lowest()), (float) (top * range.highest()));
    }

    /** The fraction of least error, the largest of equals. */
    private static double best(DoubleFunction<QuantizationGrid> grid, ToDoubleFunction<QuantizationGrid> error) {
        int coarse = best(grid, error, 1000, 10, 10);
        return best(grid, error, Math.min(1000, coarse + 9), Math.max(1, coarse - 9), 1) / 1000.0;
    }

    private static int best(
            DoubleFunction<QuantizationGrid> grid,
            ToDoubleFunction<QuantizationGrid> error,
            int from,
            int to,
            int step) {
        int best = from;
        double least = Double.POSITIVE_INFINITY;
        for (int thousandths = from; thousandths >= to; thousandths -= step) {
            double found = error.applyAsDouble(grid.apply(thousandths / 1000.0));
            if (found < least) {
                least = found;
                best = thousandths;
            }
        }
        return best;
    }
}
