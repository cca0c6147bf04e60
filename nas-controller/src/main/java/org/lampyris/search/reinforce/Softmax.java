package org.lampyris.search.reinforce;

import java.util.random.RandomGenerator;

/** A categorical distribution made from logits. */
final class Softmax {
    private final double[] probabilities;
    private final double[] logProbabilities;

    private Softmax(double[] probabilities, double[] logProbabilities) {
        this.probabilities = probabilities;
        this.logProbabilities = logProbabilities;
    }

    static Softmax of(double[] logits) {
        double max = Double.NEGATIVE_INFINITY;
        for (double logit : logits) {
            max = Math.max(max, logit);
        }
        double sum = 0;
        double[] probabilities = new double[logits.length];
        for (int c = 0; c < logits.length; c++) {
            probabilities[c] = StrictMath.exp(logits[c] - max);
            sum += probabilities[c];
        }
        double logSum = StrictMath.log(sum);
        double[] logProbabilities = new double[logits.length];
        for (int c = 0; c < logits.length; c++) {
            probabilities[c] /= sum;
            logProbabilities[c] = logits[c] - max - logSum;
        }
        return new Softmax(probabilities, logProbabilities);
    }

    int choices() {
        return probabilities.length;
    }

    double probability(int choice) {
        return probabilities[choice];
    }

    double logProbability(int choice) {
        return logProbabilities[choice];
    }

    int sample(RandomGenerator random) {
        double left = random.nextDouble();
        for (int c = 0; c < probabilities.length - 1; c++) {
            left -= probabilities[c];
            if (left < 0) {
                return c;
            }
        }
        return probabilities.length - 1;
    }

    /** In nats. */
    double entropy() {
        double entropy = 0;
        for (int c = 0; c < probabilities.length; c++) {
            entropy -= probabilities[c] * logProbabilities[c];
        }
        return entropy;
    }

    /** The derivative by the logits of {@code byLog * log p(chosen) + byEntropy * entropy}. */
    double[] gradient(int chosen, double byLog, double byEntropy) {
        double entropy = entropy();
        double[] gradient = new double[probabilities.length];
        for (int c = 0; c < gradient.length; c++) {
            gradient[c] = byLog * ((c == chosen ? 1 : 0) - probabilities[c])
                    - byEntropy * probabilities[c] * (logProbabilities[c] + entropy);
        }
        return gradient;
    }
}
