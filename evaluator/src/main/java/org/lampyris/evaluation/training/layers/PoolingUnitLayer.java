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

/** Runs a {@link PoolingUnit}. */
final class PoolingUnitLayer extends AbstractUnitLayer<PoolingUnit> {
    private static final long serialVersionUID = 1L;

    private transient @Nullable Buffers buffers;

    PoolingUnitLayer(NeuralNetConfiguration conf, DataType dataType) {
        super(conf, dataType);
    }

    private record Buffers(
            NativeArrays all, INDArray output, INDArray inputGradient, Operation forward, Operation backward) {
        static Buffers of(NativeArrays all, PoolingUnit unit, INDArray in) {
            int k = unit.getKernel();
            int s = unit.getStride();
            int p = unit.padding();
            long[] arguments = {k, k, s, s, p, p, 1, 1, 0, 0, 1};
            String name = unit.isMaximum() ? "maxpool2d" : "avgpool2d";
            return new Buffers(
                    all,
                    all.array(in.size(0), unit.pooled(in.size(1)), unit.pooled(in.size(2)), in.size(3)),
                    all.array(in.shape()),
                    all.own(new Operation(name, 1, 1, arguments)),
                    all.own(new Operation(name + "_bp", 2, 1, arguments)));
        }
    }

    private Buffers buffers(INDArray in) {
        Buffers held = buffers;
        if (held == null || !Arrays.equals(held.inputGradient.shape(), in.shape())) {
            close();
            held = NativeArrays.making(all -> Buffers.of(all, layerConf(), in));
            buffers = held;
        }
        return held;
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaceMgr) {
        Buffers held = buffers(input);
        held.forward.run(input, held.output);
        return held.output;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
        Buffers held = buffers(input);
        held.backward.run(input, epsilon, held.inputGradient);
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
