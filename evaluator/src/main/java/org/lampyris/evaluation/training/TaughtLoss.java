package org.lampyris.evaluation.training;

import java.util.Arrays;
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
        double[] scores = scores(labels, preOutput);
        double sum = Arrays.stream(scores).sum();
        return average ? sum / scores.length : sum;
    }

    @Override
    public INDArray computeScoreArray(INDArray labels, INDArray preOutput, IActivation activation, INDArray mask) {
        double[] scores = scores(labels, preOutput);
        float[] column = new float[scores.length];
        for (int n = 0; n < column.length; n++) {
            column[n] = (float) scores[n];
        }
        return Nd4j.createFromArray(column).reshape(column.length, 1);
    }

    private double[] scores(INDArray labels, INDArray preOutput) {
        float[][] logits = rows(preOutput);
        float[][] targets = rows(labels);
        double[] scores = new double[logits.length];
        Arrays.setAll(scores, n -> distillation.loss(logits[n], label(targets[n]), taught[n]));
        return scores;
    }

    @Override
    public INDArray computeGradient(INDArray labels, INDArray preOutput, IActivation activation, INDArray mask) {
        float[][] logits = rows(preOutput);
        float[][] targets = rows(labels);
        float[] gradients = new float[Math.toIntExact(preOutput.length())];
        int next = 0;
        for (int n = 0; n < logits.length; n++) {
            for (double slope : distillation.gradient(logits[n], label(targets[n]), taught[n])) {
                gradients[next++] = (float) slope;
            }
        }
        return Nd4j.createFromArray(gradients).reshape(preOutput.shape());
    }

    /** In one copy: ND4J would make an array of each row. */
    private static float[][] rows(INDArray array) {
        float[] flat;
        try (INDArray copy = array.dup('c')) {
            flat = copy.data().asFloat();
        }
        int columns = Math.toIntExact(array.size(1));
        float[][] rows = new float[flat.length / columns][];
        Arrays.setAll(rows, n -> Arrays.copyOfRange(flat, n * columns, (n + 1) * columns));
        return rows;
    }

    private static int label(float[] target) {
        int found = 0;
        for (int k = 1; k < target.length; k++) {
            found = target[k] > target[found] ? k : found;
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
