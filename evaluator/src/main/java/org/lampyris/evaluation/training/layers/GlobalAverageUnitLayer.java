package org.lampyris.evaluation.training.layers;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runs a {@link GlobalAverageUnit}. */
final class GlobalAverageUnitLayer extends AbstractUnitLayer<GlobalAverageUnit> {
    private static final long serialVersionUID = 1L;

    private transient @Nullable Buffers buffers;

    GlobalAverageUnitLayer(NeuralNetConfiguration conf, DataType dataType) {
        super(conf, dataType);
    }

    private record Buffers(NativeArrays all, INDArray output, INDArray inputGradient) {}

    private Buffers buffers(INDArray in) {
        Buffers held = buffers;
        if (held == null || !Arrays.equals(held.inputGradient.shape(), in.shape())) {
            close();
            held = NativeArrays.making(
                    all -> new Buffers(all, all.array(in.size(0), in.size(3)), all.array(in.shape())));
            buffers = held;
        }
        return held;
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaceMgr) {
        INDArray result = buffers(input).output;
        int channels = (int) input.size(3);
        int pixels = (int) (input.size(1) * input.size(2));
        FloatBuffer from = Floats.of(input);
        FloatBuffer to = Floats.of(result);
        float[] pixel = new float[channels];
        float[] sum = new float[channels];
        for (int n = 0; n < input.size(0); n++) {
            Arrays.fill(sum, 0);
            for (int i = 0; i < pixels; i++) {
                from.get((n * pixels + i) * channels, pixel);
                add(sum, pixel);
            }
            for (int c = 0; c < channels; c++) {
                sum[c] /= pixels;
            }
            to.put(n * channels, sum);
        }
        return result;
    }

    private static void add(float[] sum, float[] values) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += values[i];
        }
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
        INDArray result = buffers(input).inputGradient;
        int channels = (int) input.size(3);
        int pixels = (int) (input.size(1) * input.size(2));
        FloatBuffer from = Floats.of(epsilon);
        FloatBuffer to = Floats.of(result);
        int row = epsilon.stride(0);
        int column = epsilon.stride(1);
        float[] share = new float[channels];
        for (int n = 0; n < input.size(0); n++) {
            for (int c = 0; c < channels; c++) {
                share[c] = from.get(n * row + c * column) / pixels;
            }
            for (int i = 0; i < pixels; i++) {
                to.put((n * pixels + i) * channels, share);
            }
        }
        return new Pair<>(new DefaultGradient(), result);
    }

    @Override
    public void close() {
        if (buffers != null) {
            buffers.all.close();
            buffers = null;
        }
    }
}
