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

/** The inputs' channels one after the other. */
@SuppressWarnings("overrides") // Deeplearning4j overrides a method of variable arity by one of an array.
final class ConcatenationJunction extends AbstractJunction {
    private static final long serialVersionUID = 1L;

    private transient @Nullable Buffers buffers;

    ConcatenationJunction(ComputationGraph graph, String name, int index, DataType dataType) {
        super(graph, name, index, dataType);
    }

    private record Buffers(NativeArrays all, INDArray output, List<INDArray> gradients, FloatBuffer block) {}

    private Buffers buffers() {
        Buffers held = buffers;
        if (held == null || held.output.size(0) != inputs[0].size(0)) {
            close();
            held = NativeArrays.making(this::allocate);
            buffers = held;
        }
        return held;
    }

    private Buffers allocate(NativeArrays all) {
        long channels = 0;
        int longest = 0;
        for (INDArray input : inputs) {
            channels += input.size(1);
            longest = Math.max(longest, perImage(input));
        }
        INDArray first = inputs[0];
        return new Buffers(
                all,
                all.array(first.size(0), channels, first.size(2), first.size(3)),
                Arrays.stream(inputs).map(input -> all.array(input.shape())).toList(),
                FloatBuffer.allocate(longest));
    }

    @Override
    public INDArray doForward(boolean training, LayerWorkspaceMgr workspaceMgr) {
        Buffers held = buffers();
        INDArray result = held.output;
        float[] block = held.block.array();
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

    @Override
    public Pair<Gradient, INDArray[]> doBackward(boolean tbptt, LayerWorkspaceMgr workspaceMgr) {
        Buffers held = buffers();
        float[] block = held.block.array();
        FloatBuffer from = Floats.of(getEpsilon());
        int whole = perImage(getEpsilon());
        int offset = 0;
        for (INDArray gradient : held.gradients) {
            FloatBuffer to = Floats.of(gradient);
            int length = perImage(gradient);
            for (int n = 0; n < gradient.size(0); n++) {
                from.get(n * whole + offset, block, 0, length);
                to.put(n * length, block, 0, length);
            }
            offset += length;
        }
        return new Pair<>(null, held.gradients.toArray(INDArray[]::new));
    }

    private static int perImage(INDArray array) {
        return (int) (array.length() / array.size(0));
    }

    @Override
    public void close() {
        if (buffers != null) {
            buffers.all.close();
            buffers = null;
        }
    }
}
