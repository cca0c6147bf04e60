package org.lampyris.evaluation.training;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.lampyris.evaluation.training.TrainingPlan.Optimizer;
import org.lampyris.evaluation.training.TrainingPlan.Rule;
import org.lampyris.evaluation.training.layers.UnitParameters;
import org.lampyris.evaluation.weights.Tensor;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Changes a network's flat parameter vector by its flat gradient in one pass, by the formulas of Deeplearning4j's own
 * updaters, which make several arrays for each parameter of each layer at each step. Running statistics move by what
 * stands in their gradient; weights of convolutions and dense layers decay.
 *
 * @see <a href="https://arxiv.org/abs/1412.6980">Kingma and Ba, Adam, 2015</a>
 */
final class GradientDescent {
    private static final double FIRST_DECAY = 0.9;
    private static final double SECOND_DECAY = 0.999;
    private static final float EPSILON = 1e-8f;

    private final Optimizer optimizer;
    private final CosineSchedule schedule;
    private final float[] values;
    private final float[] gradient;
    private final float[] first;
    private final float[] second;
    /** 1 for what is learnt, 0 for running statistics. */
    private final float[] learnt;
    /** 1 for what decays. */
    private final float[] decaying;

    private int step;

    GradientDescent(ComputationGraph network, Optimizer optimizer, int steps) {
        this.optimizer = optimizer;
        this.schedule = new CosineSchedule(optimizer.learningRate(), steps);
        int size = (int) network.numParams();
        this.values = new float[size];
        this.gradient = new float[size];
        this.first = new float[size];
        this.second = new float[optimizer.rule() == Rule.ADAM ? size : 0];
        this.learnt = new float[size];
        this.decaying = new float[size];
        Arrays.fill(learnt, 1);
        long start = network.params().offset();
        for (Layer layer : network.getLayers()) {
            for (Map.Entry<String, INDArray> entry : layer.paramTable().entrySet()) {
                int from = (int) (entry.getValue().offset() - start);
                int to = from + (int) entry.getValue().length();
                String key = entry.getKey();
                if (key.equals(UnitParameters.MEAN) || key.equals(UnitParameters.VARIANCE)) {
                    Arrays.fill(learnt, from, to, 0);
                } else if (key.equals(UnitParameters.WEIGHT)) {
                    Arrays.fill(decaying, from, to, 1);
                }
            }
        }
    }

    /** One step on the gradient that the network holds, which for what is learnt is the sum over the batch. */
    void step(ComputationGraph network, long batchSize) {
        FloatBuffer parameters = buffer(network.params());
        parameters.get(0, values);
        buffer(Objects.requireNonNull(network.getFlattenedGradients())).get(0, gradient);
        float rate = (float) schedule.valueAt(step, 0);
        float decay = (float) (rate * optimizer.weightDecay());
        float share = 1f / batchSize;
        step++;
        if (optimizer.rule() == Rule.SGD) {
            nesterov(rate, (float) optimizer.momentum(), share, decay);
        } else {
            double correction = Math.sqrt(1 - Math.pow(SECOND_DECAY, step)) / (1 - Math.pow(FIRST_DECAY, step));
            adam((float) (rate * correction), share, decay);
        }
        parameters.put(0, values);
    }

    /** What it has learnt of the gradients so far, with the parameters that it has led to. */
    TrainingState state(ComputationGraph network, int epochs, double loss) {
        float[] parameters = new float[values.length];
        buffer(network.params()).get(0, parameters);
        List<Tensor> moments = optimizer.rule() == Rule.SGD
                ? List.of(Tensor.of(first, first.length))
                : List.of(Tensor.of(first, first.length), Tensor.of(second, second.length));
        return new TrainingState(epochs, step, loss, Tensor.of(parameters, parameters.length), moments);
    }

    /** Takes a state over, parameters and all; false, and nothing is changed, if it is of another network or rule. */
    boolean restore(ComputationGraph network, TrainingState state) {
        int moments = optimizer.rule() == Rule.SGD ? 1 : 2;
        if (state.parameters().size() != values.length || state.moments().size() != moments) {
            return false;
        }
        buffer(network.params()).put(0, state.parameters().values());
        state.moments().get(0).buffer().get(first);
        state.moments().get(moments - 1).buffer().get(moments == 1 ? first : second);
        step = state.steps();
        return true;
    }

    /** The values of a flat vector, where they lie. */
    static FloatBuffer buffer(INDArray flat) {
        FloatBuffer whole = flat.data().asNioFloat();
        return whole.slice(whole.position(), (int) flat.length());
    }

    private void nesterov(float rate, float momentum, float share, float decay) {
        for (int i = 0; i < values.length; i++) {
            float learn = learnt[i];
            float still = 1 - learn;
            float before = first[i];
            float after = momentum * learn * before - (rate * share * learn + still) * gradient[i];
            first[i] = after;
            float change = (1 + momentum * learn) * after - momentum * learn * before;
            values[i] += change - decay * decaying[i] * values[i];
        }
    }

    private void adam(float rate, float share, float decay) {
        float own = (float) (1 - FIRST_DECAY);
        float square = (float) (1 - SECOND_DECAY);
        for (int i = 0; i < values.length; i++) {
            float g = gradient[i] * share;
            first[i] = (float) FIRST_DECAY * first[i] + own * g;
            second[i] = (float) SECOND_DECAY * second[i] + square * g * g;
            float change = learnt[i] > 0 ? rate * first[i] / ((float) Math.sqrt(second[i]) + EPSILON) : gradient[i];
            values[i] -= change + decay * decaying[i] * values[i];
        }
    }
}
