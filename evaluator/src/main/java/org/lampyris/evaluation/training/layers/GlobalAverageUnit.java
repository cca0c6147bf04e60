package org.lampyris.evaluation.training.layers;

import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The mean of each channel: [N, C, H, W] becomes [N, C]. */
public final class GlobalAverageUnit extends UnitWithoutParameters {
    private static final long serialVersionUID = 1L;

    /** For Deeplearning4j's reader of configurations. */
    public GlobalAverageUnit() {}

    public GlobalAverageUnit(String name) {
        setLayerName(name);
    }

    @Override
    public Layer instantiate(
            NeuralNetConfiguration conf,
            Collection<TrainingListener> trainingListeners,
            int layerIndex,
            INDArray layerParamsView,
            boolean initializeParams,
            DataType networkDataType) {
        return prepared(new GlobalAverageUnitLayer(conf, networkDataType), trainingListeners, layerIndex);
    }

    @Override
    public InputType getOutputType(int layerIndex, InputType inputType) {
        return InputType.feedForward(((InputType.InputTypeConvolutional) inputType).getChannels());
    }
}
