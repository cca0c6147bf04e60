package org.lampyris.evaluation.training.layers;

import java.util.Arrays;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The sum of its inputs, with a ReLU after it where wanted. */
@SuppressWarnings("overrides") // Deeplearning4j overrides a method of variable arity by one of an array.
final class SumJunction extends AbstractJunction {
    private static final long serialVersionUID = 1L;

    private final boolean relu;
    private transient @Nullable INDArray output;
    private transient INDArray[] gradients = new INDArray[0];

    SumJunction(ComputationGraph graph, String name, int index, DataType dataType, boolean relu) {
        super(graph, name, index, dataType);
        this.relu = relu;
    }

    @Override
    public INDArray doForward(boolean training, LayerWorkspaceMgr workspaceMgr) {
        INDArray result = output;
        if (result == null || !Arrays.equals(result.shape(), inputs[0].shape())) {
            close();
            result = Nd4j.createUninitializedDetached(inputs[0].dataType(), inputs[0].shape());
            gradients = new INDArray[inputs.length];
            for (int i = 0; i < inputs.length; i++) {
                gradients[i] = Nd4j.createUninitializedDetached(inputs[0].dataType(), inputs[0].shape());
            }
            output = result;
        }
        FloatPasses.add(Floats.of(inputs[0]), Floats.of(inputs[1]), Floats.of(result), relu && inputs.length == 2);
        for (int i = 2; i < inputs.length; i++) {
            FloatPasses.add(Floats.of(result), Floats.of(inputs[i]), Floats.of(result), relu && i == inputs.length - 1);
        }
        return result;
    }

    /** Each input gets an array of its own, since the graph adds up gradients in place. */
    @Override
    public Pair<Gradient, INDArray[]> doBackward(boolean tbptt, LayerWorkspaceMgr workspaceMgr) {
        for (INDArray gradient : gradients) {
            if (relu && output != null) {
                FloatPasses.mask(Floats.of(getEpsilon()), Floats.of(output), Floats.of(gradient));
            } else {
                gradient.assign(getEpsilon());
            }
        }
        return new Pair<>(null, gradients.clone());
    }

    @Override
    public void close() {
        if (output != null) {
            output.close();
            output = null;
        }
        for (INDArray gradient : gradients) {
            gradient.close();
        }
        gradients = new INDArray[0];
    }
}
