package org.lampyris.evaluation.training.layers;

import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Maximum or average of each window of each channel. */
public final class PoolingUnit extends UnitWithoutParameters {
    private static final long serialVersionUID = 1L;

    private boolean maximum;
    private int kernel;
    private int stride;

    /** For Deeplearning4j's reader of configurations. */
    public PoolingUnit() {}

    /** Odd kernels pad by half, padding doesn't count; even ones don't pad. */
    public PoolingUnit(String name, boolean maximum, int kernel, int stride) {
        setLayerName(name);
        this.maximum = maximum;
        this.kernel = kernel;
        this.stride = stride;
    }

    public boolean isMaximum() {
        return maximum;
    }

    public void setMaximum(boolean maximum) {
        this.maximum = maximum;
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

    /** The output's height or width. */
    long pooled(long size) {
        return (size + 2L * padding() - kernel) / stride + 1;
    }

    int padding() {
        return kernel % 2 == 0 ? 0 : kernel / 2;
    }

    @Override
    public Layer instantiate(
            NeuralNetConfiguration conf,
            Collection<TrainingListener> trainingListeners,
            int layerIndex,
            INDArray layerParamsView,
            boolean initializeParams,
            DataType networkDataType) {
        return prepared(new PoolingUnitLayer(conf, networkDataType), trainingListeners, layerIndex);
    }

    @Override
    public InputType getOutputType(int layerIndex, InputType inputType) {
        InputType.InputTypeConvolutional in = (InputType.InputTypeConvolutional) inputType;
        return InputType.convolutional(pooled(in.getHeight()), pooled(in.getWidth()), in.getChannels());
    }
}
