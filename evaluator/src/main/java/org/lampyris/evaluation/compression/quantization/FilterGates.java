package org.lampyris.evaluation.compression.quantization;

/**
 * FLightNN in training. For a filter {@code w} with residual {@code r = w - R(w)} and norms {@code n0 = ||w||}, {@code
 * n1 = ||r||}, the weights used are {@code g(n0 - t0) * (R(w) + g(n1 - t1) * R(r))}, where {@code R} rounds to powers of
 * two and the gate {@code g} is 1 above 0 and 0 below. Backwards, the gate is taken for a sigmoid, {@code R(w)} for
 * {@code w} (the straight-through estimator) and {@code r}, which then would be 0 whatever {@code w}, for a constant.
 *
 * <p>The paper keeps the second terms few by a penalty on the norms of the residuals; here it is on the number of terms,
 * {@code g(n0 - t0) * (1 + g(n1 - t1))} a filter.
 *
 * @see "Ding et al., FLightNNs: Lightweight Quantized Deep Neural Networks for Fast and Accurate Inference, 2019"
 */
public final class FilterGates {
    private final Settings settings;
    private final float[] weights;
    private final float[] first;
    private final float[] second;
    private final Gate[] outer;
    private final Gate[] inner;

    /** Over which norm a filter gets its first and its second term. */
    public record Thresholds(double first, double second) {}

    /**
     * @param exponents 1 to 7, as in {@link PowersOfTwo}
     * @param temperature the width of the sigmoid, in units of the norms, positive
     * @param relaxed whether the gates are sigmoids forwards too, which makes the function smooth
     */
    public record Settings(int exponents, double temperature, boolean relaxed) {
        /** @throws IllegalArgumentException if a number isn't possible */
        public Settings {
            if (exponents < 1 || exponents > PowersOfTwo.EXPONENTS || !(temperature > 0)) {
                throw new IllegalArgumentException(
                        "no such gates: " + exponents + " exponents, temperature " + temperature);
            }
        }

        private Gate gate(double norm, double threshold) {
            double open = 1 / (1 + Math.exp((threshold - norm) / temperature));
            double hard = norm > threshold ? 1 : 0;
            return new Gate(norm, relaxed ? open : hard, open * (1 - open) / temperature);
        }
    }

    /** @param slope the gate's derivative by the norm, and its negative by the threshold */
    private record Gate(double norm, double value, double slope) {}

    /** What a loss changes by, for a step of the thresholds. */
    public record ThresholdGradient(double first, double second) {}

    private FilterGates(float[] weights, int filters, Settings settings) {
        this.settings = settings;
        this.weights = weights;
        this.first = new float[weights.length];
        this.second = new float[weights.length];
        this.outer = new Gate[filters];
        this.inner = new Gate[filters];
    }

    /**
     * Goes forward.
     *
     * @param weights [filters, weights of each]; copied
     * @throws IllegalArgumentException if they are no whole filters
     */
    public static FilterGates forward(float[] weights, int filters, Thresholds thresholds, Settings settings) {
        if (filters < 1 || weights.length == 0 || weights.length % filters != 0) {
            throw new IllegalArgumentException(weights.length + " weights are no " + filters + " filters");
        }
        FilterGates gates = new FilterGates(weights.clone(), filters, settings);
        PowerGrid grid = PowerGrid.of(weights, settings.exponents());
        int each = weights.length / filters;
        for (int filter = 0; filter < filters; filter++) {
            double sum = 0;
            double left = 0;
            for (int i = filter * each; i < (filter + 1) * each; i++) {
                gates.first[i] = grid.round(weights[i]);
                double residual = (double) weights[i] - gates.first[i];
                gates.second[i] = grid.round(residual);
                sum += (double) weights[i] * weights[i];
                left += residual * residual;
            }
            gates.outer[filter] = settings.gate(Math.sqrt(sum), thresholds.first());
            gates.inner[filter] = settings.gate(Math.sqrt(left), thresholds.second());
        }
        return gates;
    }

    /** The weights to use, [filters, weights of each]; no zero is a negative one. */
    public float[] weights() {
        float[] used = new float[weights.length];
        for (int i = 0; i < used.length; i++) {
            int filter = filter(i);
            // Adding 0 turns -0, of a filter without terms, into 0 and nothing else into anything.
            used[i] = (float) (outer[filter].value() * (first[i] + inner[filter].value() * second[i])) + 0f;
        }
        return used;
    }

    /** The number of terms of each filter, 0 to 2, whether relaxed or not. */
    public int[] terms() {
        int[] terms = new int[outer.length];
        for (int i = 0; i < terms.length; i++) {
            boolean one = outer[i].value() > (settings.relaxed() ? 0.5 : 0);
            boolean two = inner[i].value() > (settings.relaxed() ? 0.5 : 0);
            terms[i] = one ? two ? 2 : 1 : 0;
        }
        return terms;
    }

    /** The sum over filters of the number of terms, with sigmoids not a whole number if relaxed. */
    public double penalty() {
        double sum = 0;
        for (int i = 0; i < outer.length; i++) {
            sum += outer[i].value() * (1 + inner[i].value());
        }
        return sum;
    }

    /**
     * The gradient by the weights of a loss plus {@code perTerm} times {@link #penalty}.
     *
     * @param gradient the loss's by the weights used
     * @return as many
     */
    public float[] weightGradient(float[] gradient, double perTerm) {
        double[] byOuter = byOuter(gradient, perTerm);
        float[] result = new float[weights.length];
        for (int i = 0; i < result.length; i++) {
            Gate gate = outer[filter(i)];
            double direction = gate.norm() > 0 ? weights[i] / gate.norm() : 0;
            result[i] = (float) (gate.value() * gradient[i] + byOuter[filter(i)] * gate.slope() * direction);
        }
        return result;
    }

    /** The same by the thresholds. */
    public ThresholdGradient thresholdGradient(float[] gradient, double perTerm) {
        double[] byOuter = byOuter(gradient, perTerm);
        double one = 0;
        double two = 0;
        for (int i = 0; i < outer.length; i++) {
            one -= byOuter[i] * outer[i].slope();
            two -= outer[i].value() * perTerm * inner[i].slope();
        }
        for (int i = 0; i < weights.length; i++) {
            two -= outer[filter(i)].value() * gradient[i] * second[i] * inner[filter(i)].slope();
        }
        return new ThresholdGradient(one, two);
    }

    /** The gradient by each filter's outer gate. */
    private double[] byOuter(float[] gradient, double perTerm) {
        if (gradient.length != weights.length) {
            throw new IllegalArgumentException(gradient.length + " gradients for " + weights.length + " weights");
        }
        double[] sums = new double[outer.length];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = perTerm * (1 + inner[i].value());
        }
        for (int i = 0; i < weights.length; i++) {
            sums[filter(i)] += gradient[i] * (first[i] + inner[filter(i)].value() * second[i]);
        }
        return sums;
    }

    private int filter(int index) {
        return index / (weights.length / outer.length);
    }
}
