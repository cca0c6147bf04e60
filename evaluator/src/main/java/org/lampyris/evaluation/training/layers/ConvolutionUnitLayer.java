package org.lampyris.evaluation.training.layers;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runs a {@link ConvolutionUnit}. Holds its arrays for one batch size at a time. */
final class ConvolutionUnitLayer extends BaseLayer<ConvolutionUnit> implements AutoCloseable {
    private static final long serialVersionUID = 1L;

    private transient @Nullable Buffers buffers;
    private transient @Nullable UnitViews gradients;

    ConvolutionUnitLayer(NeuralNetConfiguration conf, DataType dataType) {
        super(conf, dataType);
    }

    /** The arrays and the prepared convolution for one input shape. */
    private static final class Buffers {
        final NativeArrays all;
        final UnitViews parameters;
        final INDArray convolved;
        final INDArray output;
        final INDArray inputGradient;
        final Convolver convolver;
        final Finish finish;
        final FloatBuffer convolvedBuffer;
        final FloatBuffer outputBuffer;

        Buffers(NativeArrays all, ConvolutionUnit unit, UnitViews parameters, long[] in) {
            this.all = all;
            this.parameters = parameters;
            long[] out = {in[0], unit.rows().reduced(in[1]), unit.columns().reduced(in[2]), unit.getNOut()};
            convolved = all.array(out);
            output = all.array(out);
            inputGradient = all.array(in);
            convolver = Convolver.of(all, unit, in);
            finish = Finish.of(unit, (int) (out[0] * out[1] * out[2]));
            convolvedBuffer = Floats.of(convolved);
            outputBuffer = Floats.of(output);
        }
    }

    private Buffers buffers(INDArray in) {
        Buffers held = buffers;
        if (held == null || !Arrays.equals(held.inputGradient.shape(), in.shape())) {
            close();
            UnitViews parameters = UnitViews.of(params);
            held = NativeArrays.making(all -> new Buffers(all, layerConf(), parameters, in.shape()));
            buffers = held;
        }
        return held;
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaceMgr) {
        Buffers a = buffers(input);
        a.convolver.forward(input, a.parameters.weight(), a.convolved);
        a.finish.forward(a.convolvedBuffer, a.outputBuffer, a.parameters, training);
        return a.output;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
        Buffers a = buffers(input);
        UnitViews views = gradients;
        if (views == null) {
            views = UnitViews.of(gradientViews);
            gradients = views;
        }
        // The output isn't needed any more: its place takes the gradient by the convolution's result.
        a.finish.backward(a.convolvedBuffer, Floats.of(epsilon), a.outputBuffer, a.parameters, views);
        a.convolver.backward(input, a.parameters.weight(), a.output, a.inputGradient, views.weight());
        Gradient result = new DefaultGradient();
        gradientViews.forEach((key, view) -> result.gradientForVariable().put(key, view));
        return new Pair<>(result, layerConf().isFirst() ? null : a.inputGradient);
    }

    @Override
    public void setBackpropGradientsViewArray(INDArray flat) {
        super.setBackpropGradientsViewArray(flat);
        gradients = null;
    }

    @Override
    public boolean updaterDivideByMinibatch(String parameter) {
        return !parameter.equals(UnitParameters.MEAN) && !parameter.equals(UnitParameters.VARIANCE);
    }

    @Override
    public boolean isPretrainLayer() {
        return false;
    }

    /** Gives the native memory back. */
    @Override
    public void close() {
        if (buffers != null) {
            buffers.all.close();
            buffers = null;
        }
    }
}
