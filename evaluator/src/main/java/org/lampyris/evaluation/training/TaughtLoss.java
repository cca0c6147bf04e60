package org.lampyris.evaluation.training;

import org.lampyris.evaluation.distillation.Distillation;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * A distillation's loss for Deeplearning4j, on outputs before the softmax [N, classes] and one-hot labels of the same
 * shape. What the teacher says of a batch must be set before the batch's step.
 */
final class TaughtLoss implements ILossFunction {
    private static final long serialVersionUID = 1L;

    private final transient Distillation distillation;
    private transient float[][] taught = {};

    TaughtLoss(Distillation distillation) {
        this.distillation = distillation;
    }

    /** @param logits the teacher's for the batch that comes, [N][classes] */
    void setTaught(float[][] logits) {
        this.taught = logits;
    }

    @Override
    public double computeScore(
            INDArray labels, INDArray preOutput, IActivation activation, INDArray mask, boolean average) {
        INDArray scores = computeScoreArray(labels, preOutput, activation, mask);
        double sum = scores.sumNumber().doubleValue();
        return average ? sum / scores.length() : sum;
    }

    @Override
    public INDArray computeScoreArray(INDArray labels, INDArray preOutput, IActivation activation, INDArray mask) {
        float[][] logits = preOutput.toFloatMatrix();
        float[][] oneHot = labels.toFloatMatrix();
        float[][] scores = new float[logits.length][1];
        for (int n = 0; n < logits.length; n++) {
            scores[n][0] = (float) distillation.loss(logits[n], label(oneHot[n]), taught[n]);
        }
        return Nd4j.create(scores);
    }

    @Override
    public INDArray computeGradient(INDArray labels, INDArray preOutput, IActivation activation, INDArray mask) {
        float[][] logits = preOutput.toFloatMatrix();
        float[][] oneHot = labels.toFloatMatrix();
        float[][] gradients = new float[logits.length][];
        for (int n = 0; n < logits.length; n++) {
            double[] gradient = distillation.gradient(logits[n], label(oneHot[n]), taught[n]);
            gradients[n] = new float[gradient.length];
            for (int k = 0; k < gradient.length; k++) {
                gradients[n][k] = (float) gradient[k];
            }
        }
        return Nd4j.create(gradients);
    }

    private static int label(float[] oneHot) {
        int found = 0;
        for (int k = 1; k < oneHot.length; k++) {
            found = oneHot[k] > oneHot[found] ? k : found;
        }
        return found;
    }

    @Override
    public Pair<Double, INDArray> computeGradientAndScore(
            INDArray labels, INDArray preOutput, IActivation activation, INDArray mask, boolean average) {
        return new Pair<>(
                computeScore(labels, preOutput, activation, mask, average),
                computeGradient(labels, preOutput, activation, mask));
    }

    @Override
    public String name() {
        return "distillation";
    }
}
