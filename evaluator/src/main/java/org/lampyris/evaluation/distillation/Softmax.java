package org.lampyris.evaluation.distillation;

/** Probabilities of logits. */
public final class Softmax {
    private Softmax() {}

    /** @param temperature what the logits are divided by; higher ones even the probabilities out */
    public static double[] of(float[] logits, double temperature) {
        double largest = Double.NEGATIVE_INFINITY;
        for (float logit : logits) {
            largest = Math.max(largest, logit);
        }
        double[] shares = new double[logits.length];
        double sum = 0;
        for (int k = 0; k < shares.length; k++) {
            shares[k] = Math.exp((logits[k] - largest) / temperature);
            sum += shares[k];
        }
        for (int k = 0; k < shares.length; k++) {
            shares[k] /= sum;
        }
        return shares;
    }
}
