package org.lampyris.evaluation.training.layers;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.layers.AbstractLayer;
import org.nd4j.linalg.api.buffer.DataType;

/** What the running layers without parameters have in common. */
abstract class AbstractUnitLayer<C extends UnitWithoutParameters> extends AbstractLayer<C> implements AutoCloseable {
    private static final long serialVersionUID = 1L;

    AbstractUnitLayer(NeuralNetConfiguration conf, DataType dataType) {
        super(conf, dataType);
    }

    @Override
    public Type type() {
        return Layer.Type.SUBSAMPLING;
    }

    @Override
    public boolean isPretrainLayer() {
        return false;
    }

    @Override
    public void clearNoiseWeightParams() {
        // Has none.
    }

    /** Gives the native memory back. */
    @Override
    public abstract void close();
}
