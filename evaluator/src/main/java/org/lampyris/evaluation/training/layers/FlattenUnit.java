package org.lampyris.evaluation.training.layers;

import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** An image's values in a row, [N, H, W, C] to [N, H x W x C], for the dense layer that follows. */
public final class FlattenUnit extends UnitWithoutParameters {
    private static final long serialVersionUID = 1L;

    /** For Deeplearning4j's reader of configurations. */
    public FlattenUnit() {}

    public FlattenUnit(String name) {
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
        return prepared(new FlattenUnitLayer(conf, networkDataType), trainingListeners, layerIndex);
    }

    @Override
    public InputType getOutputType(int layerIndex, InputType inputType) {
        return InputType.feedForward(inputType.arrayElementsPerExample());
    }
}
