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
 * outH, outW, nOut]; odd kernels, square, k x 1 or 1 x k, padded by half, or not at all if neither strided (square ones
 * only) nor depthwise.
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

    /** Which sides of a kernel have its length; the other has a length and stride of 1 and no padding. */
    public enum Sides {
        BOTH,
        /** k x 1: it sees pixels above and below. */
        ROWS,
        /** 1 x k. */
        COLUMNS
    }

    /** What is made of the convolution's result. */
    public record Ending(Following following, boolean relu) {}

    private Following following = Following.NORMALIZATION;
    private int kernel;
    private int stride;
    private int padding;
    private Sides sides = Sides.BOTH;
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
        this.sides = window.sides();
        this.depthwise = window.depthwise();
        this.following = ending.following();
        this.relu = ending.relu();
    }

    /** What each output value sees. */
    public record Window(int kernel, int stride, int padding, boolean depthwise, Sides sides) {
        public Window {
            boolean square = sides == Sides.BOTH;
            if (padding != kernel / 2 && (padding != 0 || (square && stride > 1) || depthwise)) {
                throw new IllegalArgumentException(
                        "a " + kernel + "x" + kernel + " window can't be padded by " + padding);
            }
            if (depthwise && !square) {
                throw new IllegalArgumentException("a depthwise window is square");
            }
        }

        /** A square one. */
        public Window(int kernel, int stride, int padding, boolean depthwise) {
            this(kernel, stride, padding, depthwise, Sides.BOTH);
        }

        /** Padded by half. */
        public static Window same(int kernel, int stride, boolean depthwise) {
            return new Window(kernel, stride, kernel / 2, depthwise);
        }
    }

    /** One side of the kernel. */
    record Side(int kernel, int stride, int padding) {
        private static final Side SHORT = new Side(1, 1, 0);

        /** The output's height or width. */
        long reduced(long size) {
            return (size + 2L * padding - kernel) / stride + 1;
        }
    }

    Side rows() {
        return sides == Sides.COLUMNS ? Side.SHORT : new Side(kernel, stride, padding);
    }

    Side columns() {
        return sides == Sides.ROWS ? Side.SHORT : new Side(kernel, stride, padding);
    }

    public Sides getSides() {
        return sides;
    }

    public void setSides(Sides sides) {
        this.sides = sides;
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

    /** The weights as they lie in memory: [out, in, rows, columns], or depthwise [kernel, kernel, out, 1]. */
    long[] weightShape() {
        return depthwise
                ? new long[] {kernel, kernel, nOut, 1}
                : new long[] {nOut, nIn, rows().kernel(), columns().kernel()};
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
        return InputType.convolutional(rows().reduced(in.getHeight()), columns().reduced(in.getWidth()), getNOut());
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
