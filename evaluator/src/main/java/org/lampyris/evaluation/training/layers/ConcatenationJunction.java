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

    private record Buffers(
            NativeArrays all, INDArray output, List<INDArray> gradients, FloatBuffer whole, FloatBuffer part) {}

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
        long widest = 0;
        for (INDArray input : inputs) {
            channels += input.size(3);
            widest = Math.max(widest, input.size(3));
        }
        INDArray first = inputs[0];
        long pixels = first.size(1) * first.size(2);
        return new Buffers(
                all,
                all.array(first.size(0), first.size(1), first.size(2), channels),
                Arrays.stream(inputs).map(input -> all.array(input.shape())).toList(),
                FloatBuffer.allocate((int) (pixels * channels)),
                FloatBuffer.allocate((int) (pixels * widest)));
    }

    @Override
    public INDArray doForward(boolean training, LayerWorkspaceMgr workspaceMgr) {
        Buffers held = buffers();
        INDArray result = held.output;
        FloatBuffer to = Floats.of(result);
        List<FloatBuffer> sources = Arrays.stream(inputs).map(Floats::of).toList();
        for (int n = 0; n < result.size(0); n++) {
            int offset = 0;
            for (int i = 0; i < inputs.length; i++) {
                int channels = (int) inputs[i].size(3);
                int length = perImage(inputs[i]);
                sources.get(i).get(n * length, held.part.array(), 0, length);
                interleave(held, channels, offset, length, true);
                offset += channels;
            }
            to.put(n * held.whole.capacity(), held.whole.array());
        }
        return result;
    }

    @Override
    public Pair<Gradient, INDArray[]> doBackward(boolean tbptt, LayerWorkspaceMgr workspaceMgr) {
        Buffers held = buffers();
        FloatBuffer from = Floats.of(getEpsilon());
        List<FloatBuffer> targets = held.gradients.stream().map(Floats::of).toList();
        for (int n = 0; n < held.output.size(0); n++) {
            from.get(n * held.whole.capacity(), held.whole.array());
            int offset = 0;
            for (int i = 0; i < inputs.length; i++) {
                int channels = (int) held.gradients.get(i).size(3);
                int length = perImage(held.gradients.get(i));
                interleave(held, channels, offset, length, false);
                targets.get(i).put(n * length, held.part.array(), 0, length);
                offset += channels;
            }
        }
        return new Pair<>(null, held.gradients.toArray(INDArray[]::new));
    }

    /** Copies one input's channels of an image into their places among all channels, or from there. */
    private static void interleave(Buffers held, int channels, int offset, int length, boolean into) {
        float[] whole = held.whole.array();
        float[] part = held.part.array();
        int stride = whole.length / (length / channels);
        for (int i = 0, place = offset; i < length; i += channels, place += stride) {
            if (into) {
                System.arraycopy(part, i, whole, place, channels);
            } else {
                System.arraycopy(whole, place, part, i, channels);
            }
        }
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
