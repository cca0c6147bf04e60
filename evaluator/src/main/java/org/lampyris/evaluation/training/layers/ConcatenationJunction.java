package org.lampyris.evaluation.training.layers;

import java.nio.FloatBuffer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The inputs' channels one after the other. */
@SuppressWarnings("overrides") // Deeplearning4j overrides a method of variable arity by one of an array.
final class ConcatenationJunction extends AbstractJunction {
    private static final long serialVersionUID = 1L;

    private transient @Nullable INDArray output;
    private transient INDArray[] gradients = new INDArray[0];
    private transient float[] block = new float[0];

    ConcatenationJunction(ComputationGraph graph, String name, int index, DataType dataType) {
        super(graph, name, index, dataType);
    }

    @Override
    public INDArray doForward(boolean training, LayerWorkspaceMgr workspaceMgr) {
        INDArray result = output;
        if (result == null || result.size(0) != inputs[0].size(0)) {
            close();
            result = allocate();
            output = result;
        }
        FloatBuffer to = Floats.of(result);
        int offset = 0;
        for (INDArray input : inputs) {
            FloatBuffer from = Floats.of(input);
            int length = perImage(input);
            for (int n = 0; n < input.size(0); n++) {
                from.get(n * length, block, 0, length);
                to.put(n * perImage(result) + offset, block, 0, length);
            }
            offset += length;
        }
        return result;
    }

    private INDArray allocate() {
        long channels = 0;
        gradients = new INDArray[inputs.length];
        int longest = 0;
        for (int i = 0; i < inputs.length; i++) {
            channels += inputs[i].size(1);
            longest = Math.max(longest, perImage(inputs[i]));
            gradients[i] = Nd4j.createUninitializedDetached(inputs[i].dataType(), inputs[i].shape());
        }
        block = new float[longest];
        INDArray first = inputs[0];
        return Nd4j.createUninitializedDetached(
                first.dataType(), first.size(0), channels, first.size(2), first.size(3));
    }

    @Override
    public Pair<Gradient, INDArray[]> doBackward(boolean tbptt, LayerWorkspaceMgr workspaceMgr) {
        FloatBuffer from = Floats.of(getEpsilon());
        int whole = perImage(getEpsilon());
        int offset = 0;
        for (INDArray gradient : gradients) {
            FloatBuffer to = Floats.of(gradient);
            int length = perImage(gradient);
            for (int n = 0; n < gradient.size(0); n++) {
                from.get(n * whole + offset, block, 0, length);
                to.put(n * length, block, 0, length);
            }
            offset += length;
        }
        return new Pair<>(null, gradients.clone());
    }

    private static int perImage(INDArray array) {
        return (int) (array.length() / array.size(0));
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
