package org.lampyris.evaluation.training;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;
import org.lampyris.evaluation.compression.quantization.QuantizationGrid;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.WeightFormat;

/**
 * Weights that a network computes with as their {@link WeightFormat} holds them, from the first step on: the smallest are
 * zero, the others are rounded to a symmetric grid for each output channel. The gradient goes straight through to all of
 * them, so that a weight that was zero may come back.
 *
 * <p>Which are zero is chosen anew some times an epoch, more and more of them during the first one, and so is how much of
 * a channel's range 4 bits and less leave out; the range itself follows each step. An epoch ends with such a choice, made
 * of the kept weights alone: a training that goes on from them has the bits of one that never stopped.
 *
 * @see "Wortsman, Farhadi, Rastegari: Discovering neural wirings, 2019; Zhu, Gupta: To prune, or not to prune, 2017"
 */
final class FormattedWeights implements WeightTransform {
    private static final int CHOICES_PER_EPOCH = 8;
    private static final int CLIPPED_BITS = 4;
    private static final double LEAST_FRACTION = 0.2;
    private static final double FRACTION_STEP = 0.05;

    private final WeightFormat format;
    private final int channels;
    private final int stepsPerEpoch;
    private final double[] fractions;
    private BitSet zeros = new BitSet();
    private int step;

    /**
     * @param channels the weights' first axis
     * @param step how many steps were made before
     */
    FormattedWeights(WeightFormat format, int channels, int stepsPerEpoch, int step) {
        this.format = format;
        this.channels = channels;
        this.stepsPerEpoch = stepsPerEpoch;
        this.fractions = new double[channels];
        this.step = step;
        Arrays.fill(fractions, 1);
    }

    /** Those of a network after so many steps, by tensor. */
    static Map<String, WeightTransform> of(NetworkGraph graph, int stepsPerEpoch, int step) {
        Map<String, WeightTransform> transforms = new TreeMap<>();
        NetworkWeights.expectedShapes(graph).forEach((tensor, shape) -> {
            String node = tensor.substring(0, tensor.lastIndexOf('.'));
            WeightFormat format = graph.formats().get(node);
            if (format != null && tensor.equals(node + NetworkWeights.WEIGHT)) {
                transforms.put(tensor, new FormattedWeights(format, shape.get(0), stepsPerEpoch, step));
            }
        });
        return transforms;
    }

    @Override
    public void apply(float[] kept, float[] used) {
        if (step % stepsPerEpoch % Math.max(1, stepsPerEpoch / CHOICES_PER_EPOCH) == 0) {
            choose(kept);
        }
        step++;
        System.arraycopy(kept, 0, used, 0, kept.length);
        zeros.stream().forEach(i -> used[i] = 0);
        if (format.isInteger()) {
            int each = used.length / channels;
            for (int channel = 0; channel < channels; channel++) {
                int from = channel * each;
                round(used, from, each, fractions[channel] * largest(used, from, each));
            }
        }
    }

    /** Weights that diverged stay what they are, for the loss to show it. */
    private void round(float[] values, int from, int count, double largest) {
        if (Double.isFinite(largest)) {
            QuantizationGrid grid = grid(largest);
            for (int i = from; i < from + count; i++) {
                values[i] = grid.round(values[i]);
            }
        }
    }

    private void choose(float[] kept) {
        double rest = Math.max(0, 1 - (double) step / stepsPerEpoch);
        zeros = smallest(kept, (int) (format.zeros(kept.length) * (1 - rest * rest * rest)));
        if (format.bits() > CLIPPED_BITS) {
            return;
        }
        float[] left = kept.clone();
        zeros.stream().forEach(i -> left[i] = 0);
        int each = kept.length / channels;
        for (int channel = 0; channel < channels; channel++) {
            fractions[channel] = bestFraction(left, channel * each, each);
        }
    }

    /**
     * Those that are smallest beside the others of their channel, since the normalisation after it makes up for how large it
     * is; of equals the first. A channel keeps its largest as long as there is something else to choose: with none, the
     * normalisation would make its gradient hundreds of times larger.
     */
    private BitSet smallest(float[] values, int count) {
        BitSet chosen = new BitSet();
        if (count == 0) {
            return chosen;
        }
        float[] sizes = sizes(values);
        float[] sorted = sizes.clone();
        Arrays.sort(sorted);
        float limit = sorted[count - 1];
        for (int i = 0; i < sizes.length; i++) {
            chosen.set(i, sizes[i] < limit);
        }
        int missing = count - chosen.cardinality();
        for (int i = 0; missing > 0 && i < sizes.length; i++) {
            if (sizes[i] == limit) {
                chosen.set(i);
                missing--;
            }
        }
        return chosen;
    }

    private float[] sizes(float[] values) {
        float[] sizes = new float[values.length];
        int each = values.length / channels;
        for (int from = 0; from < values.length; from += each) {
            double squares = 0;
            int largest = from;
            for (int i = from; i < from + each; i++) {
                squares += (double) values[i] * values[i];
                largest = Math.abs(values[i]) > Math.abs(values[largest]) ? i : largest;
            }
            double norm = squares > 0 ? Math.sqrt(squares) : 1;
            for (int i = from; i < from + each; i++) {
                sizes[i] = (float) (Math.abs(values[i]) / norm);
            }
            sizes[largest] = Float.MAX_VALUE;
        }
        return sizes;
    }

    /** Nothing is learnt by a channel without weights. */
    @Override
    public void pullBack(float[] gradient) {
        int each = gradient.length / channels;
        for (int from = 0; from < gradient.length; from += each) {
            if (zeros.nextClearBit(from) >= from + each) {
                Arrays.fill(gradient, from, from + each, 0);
            }
        }
    }

    /** The share of a channel's range whose grid leaves the least squared error. */
    private double bestFraction(float[] values, int from, int count) {
        double largest = largest(values, from, count);
        double best = 1;
        if (!Double.isFinite(largest)) {
            return best;
        }
        double least = Double.POSITIVE_INFINITY;
        for (double fraction = 1; fraction > LEAST_FRACTION; fraction -= FRACTION_STEP) {
            QuantizationGrid grid = grid(fraction * largest);
            double sum = 0;
            for (int i = from; i < from + count; i++) {
                double error = (double) values[i] - grid.round(values[i]);
                sum += error * error;
            }
            if (sum < least) {
                least = sum;
                best = fraction;
            }
        }
        return best;
    }

    private QuantizationGrid grid(double largest) {
        return QuantizationGrid.symmetric(format.bits(), largest);
    }

    private static float largest(float[] values, int from, int count) {
        float largest = 0;
        for (int i = from; i < from + count; i++) {
            largest = Math.max(largest, Math.abs(values[i]));
        }
        return largest;
    }
}
