package org.lampyris.evaluation.training;

import java.util.SplittableRandom;
import org.lampyris.evaluation.training.TrainingPlan.Optimizer;
import org.lampyris.evaluation.training.TrainingPlan.Rule;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.TensorShape;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/** A network that is trained on one batch of random images, on the thread that made it. */
final class SampleTraining implements AutoCloseable {
    private static final Optimizer SGD = new Optimizer(Rule.SGD, 0.05, 0.9, 0);
    private static final int STEPS = 100_000;

    private final TrainableNetwork network;
    private final INDArray images;
    private final INDArray labels;

    SampleTraining(NetworkGraph graph, int batch, long seed) {
        TensorShape shape = graph.input();
        SplittableRandom random = new SplittableRandom(seed);
        this.images = Nd4j.createUninitializedDetached(
                DataType.FLOAT, batch, shape.channels(), shape.height(), shape.width());
        // Only once ND4J is there. The setting is the calling thread's own.
        NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(1);
        this.labels = Nd4j.createUninitializedDetached(DataType.FLOAT, batch, graph.classes());
        for (long i = 0; i < images.length(); i++) {
            images.data().put(i, (float) random.nextDouble());
        }
        for (int n = 0; n < batch; n++) {
            for (int k = 0; k < graph.classes(); k++) {
                labels.data().put((long) n * graph.classes() + k, k == n % graph.classes() ? 1f : 0f);
            }
        }
        this.network = new TrainableNetwork(graph, SGD, STEPS);
        network.setWeights(InitialWeights.of(graph, seed));
    }

    void step() {
        network.fit(images, labels);
    }

    NetworkWeights weights() {
        return network.weights();
    }

    @Override
    public void close() {
        try {
            network.close();
        } finally {
            images.close();
            labels.close();
        }
    }
}
