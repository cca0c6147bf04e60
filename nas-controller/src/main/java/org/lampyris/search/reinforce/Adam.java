package org.lampyris.search.reinforce;

import java.util.Arrays;

/**
 * Adam, uphill, on a gradient that is first clipped to a Euclidean norm.
 *
 * @see <a href="https://arxiv.org/abs/1412.6980">Kingma &amp; Ba, Adam: A Method for Stochastic Optimization, 2015</a>;
 *     <a href="https://arxiv.org/abs/1211.5063">Pascanu et al., On the Difficulty of Training Recurrent Neural Networks,
 *     2013</a> for the clipping
 */
final class Adam {
    private static final double MEAN_DECAY = 0.9;
    private static final double SQUARE_DECAY = 0.999;
    private static final double EPSILON = 1e-8;

    private final Weights weights;
    private final double learningRate;
    private final double maxNorm;
    private final double[] means;
    private final double[] squares;
    private double meanPower = 1;
    private double squarePower = 1;

    Adam(Weights weights, double learningRate, double maxNorm) {
        this.weights = weights;
        this.learningRate = learningRate;
        this.maxNorm = maxNorm;
        means = new double[weights.values.length];
        squares = new double[weights.values.length];
    }

    /** Takes a step along the summed gradient and sets it to zero. A gradient that isn't finite takes no step. */
    void step() {
        double[] gradient = weights.gradient;
        double square = 0;
        for (double g : gradient) {
            square += g * g;
        }
        if (Double.isFinite(square)) {
            double norm = Math.sqrt(square);
            move(norm > maxNorm ? maxNorm / norm : 1);
        }
        Arrays.fill(gradient, 0);
    }

    private void move(double scale) {
        meanPower *= MEAN_DECAY;
        squarePower *= SQUARE_DECAY;
        double[] values = weights.values;
        double[] gradient = weights.gradient;
        for (int i = 0; i < values.length; i++) {
            double g = gradient[i] * scale;
            means[i] = MEAN_DECAY * means[i] + (1 - MEAN_DECAY) * g;
            squares[i] = SQUARE_DECAY * squares[i] + (1 - SQUARE_DECAY) * g * g;
            double mean = means[i] / (1 - meanPower);
            double deviation = Math.sqrt(squares[i] / (1 - squarePower));
            values[i] += learningRate * mean / (deviation + EPSILON);
        }
    }
}
