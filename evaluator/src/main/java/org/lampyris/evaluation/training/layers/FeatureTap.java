package org.lampyris.evaluation.training.layers;

import java.nio.FloatBuffer;
import java.util.Objects;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Hands its input on as it is, and lets somebody add to the gradient that comes back. */
@SuppressWarnings("overrides") // Deeplearning4j overrides a method of variable arity by one of an array.
public final class FeatureTap extends AbstractJunction {
    private static final long serialVersionUID = 1L;

    private transient @Nullable Listener listener;

    FeatureTap(ComputationGraph graph, String name, int index, DataType dataType) {
        super(graph, name, index, dataType);
    }

    /** Who has a part in the loss. */
    @FunctionalInterface
    public interface Listener {
        /**
         * @param features [N, H, W, C]
         * @param gradient of the batch's summed loss by them, to which is added
         * @param images the batch's
         */
        void passed(FloatBuffer features, FloatBuffer gradient, int images);
    }

    public void setListener(Listener to) {
        listener = to;
    }

    @Override
    public INDArray doForward(boolean training, LayerWorkspaceMgr workspaceMgr) {
        return inputs[0];
    }

    /** The gradient's array belongs to the layer that made it for this one alone, so it may be added to. */
    @Override
    public Pair<Gradient, INDArray[]> doBackward(boolean tbptt, LayerWorkspaceMgr workspaceMgr) {
        INDArray gradient = getEpsilon();
        Objects.requireNonNull(listener)
                .passed(Floats.of(inputs[0]), Floats.of(gradient), Math.toIntExact(inputs[0].size(0)));
        return new Pair<>(null, new INDArray[] {gradient});
    }

    @Override
    public void close() {
        // Has no memory of its own.
    }
}
