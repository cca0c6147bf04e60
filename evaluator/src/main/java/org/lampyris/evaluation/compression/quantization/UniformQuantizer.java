package org.lampyris.evaluation.compression.quantization;

import java.util.ArrayList;
import java.util.List;
import org.lampyris.evaluation.weights.Tensor;

/**
 * Rounds weights to equally spaced values.
 *
 * @param bits 2 to 8
 * @param symmetric whether the values lie evenly about 0, as runtimes want it of weights
 * @param perChannel whether each output channel has a scale of its own; with {@link ScaleChoice#MEAN_SQUARED_ERROR} the
 *     squared error is then never larger than with one scale for all
 * @see "Nagel et al., A White Paper on Neural Network Quantization, 2021"
 */
public record UniformQuantizer(int bits, boolean symmetric, boolean perChannel, ScaleChoice choice)
        implements WeightQuantizer {
    private static final int SCALE_BITS = 32;

    /** @throws IllegalArgumentException if there are fewer than 2 bits or more than 8 */
    public UniformQuantizer {
        if (bits < 2 || bits > 8) {
            throw new IllegalArgumentException("2 to 8 bits are possible, not " + bits);
        }
    }

    /**
     * As runtimes want it: symmetric, a scale for each channel, chosen by the mean squared error at 4 bits and less and
     * so that nothing is cut off otherwise. With 7 bits (a "reduced range") the sum of two products with unsigned bytes
     * fits 16 bits, which x86 processors without VNNI instructions cut off ({@code grep vnni /proc/cpuinfo}).
     */
    public static UniformQuantizer ofBits(int bits) {
        return new UniformQuantizer(bits, true, true, bits <= 4 ? ScaleChoice.MEAN_SQUARED_ERROR : ScaleChoice.MIN_MAX);
    }

    @Override
    public QuantizedTensor quantize(Tensor weights) {
        float[] values = weights.values();
        int channels = perChannel ? weights.shape().get(0) : 1;
        int each = values.length / channels;
        boolean refines = channels > 1 && choice == ScaleChoice.MEAN_SQUARED_ERROR;
        QuantizationGrid common = refines ? grid(values, 0, values.length) : null;
        List<QuantizationGrid> grids = new ArrayList<>();
        for (int first = 0; first < values.length; first += each) {
            QuantizationGrid own = grid(values, first, each);
            boolean worse = common != null && error(common, values, first, each) < error(own, values, first, each);
            grids.add(worse ? common : own);
        }
        return QuantizedTensor.of(bits, weights, grids);
    }

    /** A scale counts as 32 bits, the zero point of an asymmetric one as many as a weight. */
    @Override
    public long bits(Tensor weights) {
        int channels = perChannel ? weights.shape().get(0) : 1;
        return (long) bits * weights.size() + (long) channels * (SCALE_BITS + (symmetric ? 0 : bits));
    }

    private QuantizationGrid grid(float[] values, int first, int count) {
        ValueRange range = new ValueRange(0, 0);
        for (int i = first; i < first + count; i++) {
            range = values[i] < range.lowest() || values[i] > range.highest() ? range.with(values[i]) : range;
        }
        double largest = Math.max(-range.lowest(), range.highest());
        int lowest = -(1 << (bits - 1));
        if (choice == ScaleChoice.MIN_MAX || largest == 0) {
            return symmetric
                    ? QuantizationGrid.symmetric(bits, largest)
                    : QuantizationGrid.asymmetric(lowest, -lowest - 1, range.lowest(), range.highest());
        }
        return symmetric
                ? ClippingSearch.symmetric(bits, largest, grid -> error(grid, values, first, count))
                : ClippingSearch.asymmetric(lowest, -lowest - 1, range, grid -> error(grid, values, first, count));
    }

    /** The sum of squared errors. */
    private static double error(QuantizationGrid grid, float[] values, int first, int count) {
        double sum = 0;
        for (int i = first; i < first + count; i++) {
            double error = (double) values[i] - grid.round(values[i]);
            sum += error * error;
        }
        return sum;
    }
}
