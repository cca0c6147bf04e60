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

    /**
     * By how much the mean cross-entropy rises, in nats.
     *
     * @param labels a class an image, from 0; copied
     */
    static Harm loss(int... labels) {
        int[] classes = labels.clone();
        return (reference, changed) -> loss(changed, classes) - loss(reference, classes);
    }

    private static double loss(float[][] logits, int[] labels) {
        requireSame(logits, labels);
        double sum = 0;
        for (int i = 0; i < labels.length; i++) {
            sum -= logProbabilities(logits[i])[labels[i]];
        }
        return sum / labels.length;
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
