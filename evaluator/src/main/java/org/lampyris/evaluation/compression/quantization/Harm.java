package org.lampyris.evaluation.compression.quantization;

/** How much worse some logits are than others, on the same images. */
@FunctionalInterface
public interface Harm {
    /**
     * @param reference the network's own, a row an image
     * @param changed as many
     * @return larger is worse
     */
    double of(float[][] reference, float[][] changed);

    /** The mean Kullback-Leibler divergence of the class probabilities from those of the network, in nats; 0 or more. */
    static Harm divergence() {
        return (reference, changed) -> {
            double sum = 0;
            for (int i = 0; i < reference.length; i++) {
                double[] p = logProbabilities(reference[i]);
                double[] q = logProbabilities(changed[i]);
                for (int k = 0; k < p.length; k++) {
                    sum += Math.exp(p[k]) * (p[k] - q[k]);
                }
            }
            return Math.max(0, sum / reference.length);
        };
    }

    /**
     * By how much the mean cross-entropy rises, in nats.
     *
     * @param labels a class an image, from 0; copied
     */
    static Harm loss(int... labels) {
        int[] classes = labels.clone();
        return (reference, changed) -> loss(changed, classes) - loss(reference, classes);
    }

    /**
     * By how much the accuracy falls, -1 to 1.
     *
     * @param labels a class an image, from 0; copied
     */
    static Harm accuracy(int... labels) {
        int[] classes = labels.clone();
        return (reference, changed) -> accuracy(reference, classes) - accuracy(changed, classes);
    }

    private static double loss(float[][] logits, int[] labels) {
        requireSame(logits, labels);
        double sum = 0;
        for (int i = 0; i < labels.length; i++) {
            sum -= logProbabilities(logits[i])[labels[i]];
        }
        return sum / labels.length;
    }

    private static double accuracy(float[][] logits, int[] labels) {
        requireSame(logits, labels);
        int right = 0;
        for (int i = 0; i < labels.length; i++) {
            int best = 0;
            for (int k = 1; k < logits[i].length; k++) {
                best = logits[i][k] > logits[i][best] ? k : best;
            }
            right += best == labels[i] ? 1 : 0;
        }
        return (double) right / labels.length;
    }

    private static void requireSame(float[][] logits, int[] labels) {
        if (logits.length != labels.length) {
            throw new IllegalArgumentException(logits.length + " images with " + labels.length + " labels");
        }
    }

    private static double[] logProbabilities(float[] logits) {
        double largest = Double.NEGATIVE_INFINITY;
        for (float logit : logits) {
            largest = Math.max(largest, logit);
        }
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit - largest);
        }
        double[] result = new double[logits.length];
        for (int k = 0; k < result.length; k++) {
            result[k] = logits[k] - largest - Math.log(sum);
        }
        return result;
    }
}
