package org.lampyris.evaluation.training.layers;

import java.util.Arrays;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runs a {@link FlattenUnit}. */
final class FlattenUnitLayer extends AbstractUnitLayer<FlattenUnit> {
    private static final long serialVersionUID = 1L;

    private transient @Nullable Buffers buffers;

    FlattenUnitLayer(NeuralNetConfiguration conf, DataType dataType) {
        super(conf, dataType);
    }

    /** @param rows the same values as the input's gradient */
    private record Buffers(NativeArrays all, INDArray inputGradient, INDArray rows) {}

    private Buffers buffers(INDArray in) {
        Buffers held = buffers;
        if (held == null || !Arrays.equals(held.inputGradient.shape(), in.shape())) {
            close();
            held = NativeArrays.making(all -> {
                INDArray gradient = all.array(in.shape());
                return new Buffers(all, gradient, rows(gradient));
            });
            buffers = held;
        }
        return held;
    }

    private static INDArray rows(INDArray images) {
        return images.reshape('c', images.size(0), images.length() / images.size(0));
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaceMgr) {
        return rows(input);
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
        Buffers held = buffers(input);
        held.rows.assign(epsilon);
        return new Pair<>(new DefaultGradient(), held.inputGradient);
    }

    @Override
    public void close() {
        if (buffers != null) {
            buffers.all.close();
            buffers = null;
        }
    }
}
