package org.lampyris.evaluation.training.layers;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The sum of its inputs, with a ReLU after it where wanted. */
@SuppressWarnings("overrides") // Deeplearning4j overrides a method of variable arity by one of an array.
final class SumJunction extends AbstractJunction {
    private static final long serialVersionUID = 1L;

    private final boolean relu;
    private transient @Nullable Buffers buffers;

    SumJunction(ComputationGraph graph, String name, int index, DataType dataType, boolean relu) {
        super(graph, name, index, dataType);
        this.relu = relu;
    }

    private record Buffers(NativeArrays all, INDArray output, List<INDArray> gradients) {}

    private Buffers buffers() {
        Buffers held = buffers;
        long[] shape = inputs[0].shape();
        if (held == null || !Arrays.equals(held.output.shape(), shape)) {
            close();
            held = NativeArrays.making(all -> new Buffers(
                    all,
                    all.array(shape),
                    Arrays.stream(inputs).map(input -> all.array(shape)).toList()));
            buffers = held;
        }
        return held;
    }

    @Override
    public INDArray doForward(boolean training, LayerWorkspaceMgr workspaceMgr) {
        INDArray result = buffers().output;
        FloatBuffer sum = Floats.of(result);
        FloatBuffer soFar = Floats.of(inputs[0]);
        for (int i = 1; i < inputs.length; i++) {
            FloatPasses.add(soFar, Floats.of(inputs[i]), sum, relu && i == inputs.length - 1);
            soFar = sum;
        }
        return result;
    }

    /** Each input gets an array of its own, since the graph adds up gradients in place. */
    @Override
    public Pair<Gradient, INDArray[]> doBackward(boolean tbptt, LayerWorkspaceMgr workspaceMgr) {
        Buffers held = buffers();
        for (INDArray gradient : held.gradients) {
            if (relu) {
                FloatPasses.mask(Floats.of(getEpsilon()), Floats.of(held.output), Floats.of(gradient));
            } else {
                gradient.assign(getEpsilon());
            }
        }
        return new Pair<>(null, held.gradients.toArray(INDArray[]::new));
    }

    @Override
    public void close() {
        if (buffers != null) {
            buffers.all.close();
            buffers = null;
        }
    }
}
