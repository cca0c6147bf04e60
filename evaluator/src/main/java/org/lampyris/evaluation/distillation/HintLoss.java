package org.lampyris.evaluation.distillation;

import java.util.Arrays;

/**
 * Half the mean squared distance between the teacher's features and what a regressor, a 1x1 convolution with bias, makes
 * of the student's. The regressor starts from zeros, so that it disturbs nothing before it knows something; it is learnt on
 * the way, by gradient descent whose rate is set by the size of the student's features, and is of no use afterwards.
 *
 * @see "Romero et al., FitNets: hints for thin deep nets, 2015, section 2.2"
 * @see "Widrow and Hoff, Adaptive switching circuits, 1960 (the regressor's rule; its rate is normalised here)"
 */
public final class HintLoss implements FeatureLoss {
    /** Of the largest rate that can't diverge; it could be 2. */
    private static final double RATE = 0.5;

    private final int inputs;
    private final int outputs;
    /** [input][output], the bias in the last row. */
    private final float[] regressor;

    private final float[] slopes;
    /** The squares of all features that the slopes come from, the bias's among them. */
    private double size;

    /** What an image's loss is the mean over. */
    private int values;

    /**
     * @param inputs channels of the student's features
     * @param outputs channels of the teacher's
     */
    public HintLoss(int inputs, int outputs) {
        this.inputs = inputs;
        this.outputs = outputs;
        this.regressor = new float[(inputs + 1) * outputs];
        this.slopes = new float[regressor.length];
    }

    /** @param taught the teacher's features, [row][column][channel] */
    @Override
    public double of(float[] features, float[] taught, float[] gradient) {
        float[] away = new float[outputs];
        double loss = 0;
        int count = features.length / inputs;
        float share = 1f / taught.length;
        for (int p = 0; p < count; p++) {
            predict(features, p * inputs, away);
            for (int k = 0; k < outputs; k++) {
                away[k] -= taught[p * outputs + k];
                loss += 0.5 * share * away[k] * away[k];
                away[k] *= share;
            }
            learnFrom(features, p * inputs, away, gradient);
        }
        values = taught.length;
        return loss;
    }

    private void predict(float[] features, int pixel, float[] result) {
        System.arraycopy(regressor, inputs * outputs, result, 0, outputs);
        for (int c = 0; c < inputs; c++) {
            float value = features[pixel + c];
            int row = c * outputs;
            for (int k = 0; value != 0 && k < outputs; k++) {
                result[k] += value * regressor[row + k];
            }
        }
    }

    private void learnFrom(float[] features, int pixel, float[] slope, float[] gradient) {
        for (int c = 0; c <= inputs; c++) {
            float value = c == inputs ? 1 : features[pixel + c];
            int row = c * outputs;
            for (int k = 0; value != 0 && k < outputs; k++) {
                slopes[row + k] += value * slope[k];
            }
            size += (double) value * value;
            if (c < inputs) {
                float sum = 0;
                for (int k = 0; k < outputs; k++) {
                    sum += slope[k] * regressor[row + k];
                }
                gradient[pixel + c] = sum;
            }
        }
    }

    /** A step along the gradient of the images since the last one; no curvature is above the sum of the features' squares. */
    @Override
    public void learn() {
        if (size > 0) {
            float rate = (float) (RATE * values / size);
            for (int i = 0; i < regressor.length; i++) {
                regressor[i] -= rate * slopes[i];
            }
        }
        Arrays.fill(slopes, 0);
        size = 0;
    }
}
