package org.lampyris.evaluation.training.layers;

import java.util.Collection;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * A convolution, what follows it and, if wanted, a ReLU, as one Deeplearning4j layer. Input [N, H, W, nIn], output [N,
 * outH, outW, nOut]; odd kernels, padded by half, or not at all if neither strided nor depthwise.
 *
 * @see <a href="https://arxiv.org/abs/1502.03167">Ioffe and Szegedy, Batch Normalization, 2015</a>
 */
public final class ConvolutionUnit extends FeedForwardLayer {
    private static final long serialVersionUID = 1L;

    /** The share of the running statistics that a step replaces. */
    public static final double STATISTICS_MOMENTUM = 0.1;

    /** What follows the convolution. */
    public enum Following {
        /** Batch normalisation. */
        NORMALIZATION,
        BIAS,
        NOTHING
    }

    /** What is made of the convolution's result. */
    public record Ending(Following following, boolean relu) {}

    private Following following = Following.NORMALIZATION;
    private int kernel;
    private int stride;
    private int padding;
    private boolean depthwise;
    private boolean relu;
    private boolean first;

    /** For Deeplearning4j's reader of configurations. */
    public ConvolutionUnit() {}

    /**
     * @param nIn input channels
     * @param nOut output channels, equal to {@code nIn} if depthwise
     */
    public ConvolutionUnit(String name, int nIn, int nOut, Window window, Ending ending) {
        setLayerName(name);
        setNIn(nIn);
        setNOut(nOut);
        this.kernel = window.kernel();
        this.stride = window.stride();
        this.padding = window.padding();
        this.depthwise = window.depthwise();
        this.following = ending.following();
        this.relu = ending.relu();
    }

    /** What each output value sees. */
    public record Window(int kernel, int stride, int padding, boolean depthwise) {
        public Window {
            if (padding != kernel / 2 && (padding != 0 || stride > 1 || depthwise)) {
                throw new IllegalArgumentException(
                        "a " + kernel + "x" + kernel + " window can't be padded by " + padding);
            }
        }

        /** Padded by half. */
        public static Window same(int kernel, int stride, boolean depthwise) {
            return new Window(kernel, stride, kernel / 2, depthwise);
        }
    }

    public Following getFollowing() {
        return following;
    }

    public void setFollowing(Following following) {
        this.following = following;
    }

    public int getPadding() {
        return padding;
    }

    public void setPadding(int padding) {
        this.padding = padding;
    }

    /** The output's height or width. */
    long reduced(long size) {
        return (size + 2L * padding - kernel) / stride + 1;
    }

    public int getKernel() {
        return kernel;
    }

    public void setKernel(int kernel) {
        this.kernel = kernel;
    }

    public int getStride() {
        return stride;
    }

    public void setStride(int stride) {
        this.stride = stride;
    }

    public boolean isDepthwise() {
        return depthwise;
    }

    public void setDepthwise(boolean depthwise) {
        this.depthwise = depthwise;
    }

    public boolean isRelu() {
        return relu;
    }

    public void setRelu(boolean relu) {
        this.relu = relu;
    }

    /** Whether nobody needs the gradient by the input, which then is null. */
    public boolean isFirst() {
        return first;
    }

    public void setFirst(boolean first) {
        this.first = first;
    }

    /** The weights as they lie in memory: [out, in, kernel, kernel], or depthwise [kernel, kernel, out, 1]. */
    long[] weightShape() {
        return depthwise ? new long[] {kernel, kernel, nOut, 1} : new long[] {nOut, nIn, kernel, kernel};
    }

    @Override
    public Layer instantiate(
            NeuralNetConfiguration conf,
            Collection<TrainingListener> trainingListeners,
            int layerIndex,
            INDArray layerParamsView,
            boolean initializeParams,
            DataType networkDataType) {
        ConvolutionUnitLayer layer = new ConvolutionUnitLayer(conf, networkDataType);
        layer.setListeners(trainingListeners);
        layer.setIndex(layerIndex);
        layer.setParamsViewArray(layerParamsView);
        layer.setParamTable(initializer().init(conf, layerParamsView, initializeParams));
        layer.setConf(conf);
        return layer;
    }

    @Override
    public ParamInitializer initializer() {
        return UnitParameters.INSTANCE;
    }

    @Override
    public InputType getOutputType(int layerIndex, InputType inputType) {
        InputType.InputTypeConvolutional in = (InputType.InputTypeConvolutional) inputType;
        return InputType.convolutional(reduced(in.getHeight()), reduced(in.getWidth()), getNOut());
    }

    @Override
    public void setNIn(InputType inputType, boolean override) {
        // Given on construction.
    }

    @Override
    public @Nullable InputPreProcessor getPreProcessorForInputType(InputType inputType) {
        return null;
    }

    @Override
    public @Nullable List<Regularization> getRegularizationByParam(String parameter) {
        return null;
    }

    @Override
    public IUpdater getUpdaterByParam(String parameter) {
        boolean statistic = parameter.equals(UnitParameters.MEAN) || parameter.equals(UnitParameters.VARIANCE);
        return statistic ? new NoOp() : super.getUpdaterByParam(parameter);
    }

    @Override
    public LayerMemoryReport getMemoryReport(InputType inputType) {
        InputType output = getOutputType(0, inputType);
        return new LayerMemoryReport.Builder(layerName, ConvolutionUnit.class, inputType, output)
                .standardMemory(initializer().numParams(this), 0)
                .workingMemory(0, 0, 0, 3 * output.arrayElementsPerExample())
                .build();
    }
}
