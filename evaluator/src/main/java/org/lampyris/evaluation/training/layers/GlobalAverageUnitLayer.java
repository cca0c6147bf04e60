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
                    all -> new Buffers(all, all.array(in.size(0), in.size(1)), all.array(in.shape())));
            buffers = held;
        }
        return held;
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaceMgr) {
        INDArray result = buffers(input).output;
        float[] plane = new float[(int) (input.size(2) * input.size(3))];
        FloatBuffer from = Floats.of(input);
        FloatBuffer to = Floats.of(result);
        for (int i = 0; i < result.length(); i++) {
            from.get(i * plane.length, plane);
            float sum = 0;
            for (float value : plane) {
                sum += value;
            }
            to.put(i, sum / plane.length);
        }
        return result;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
        INDArray result = buffers(input).inputGradient;
        float[] plane = new float[(int) (input.size(2) * input.size(3))];
        FloatBuffer to = Floats.of(result);
        int channels = (int) input.size(1);
        for (int n = 0; n < input.size(0); n++) {
            for (int c = 0; c < channels; c++) {
                Arrays.fill(plane, epsilon.getFloat(n, c) / plane.length);
                to.put((n * channels + c) * plane.length, plane);
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
