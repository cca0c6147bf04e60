package org.lampyris.evaluation.training;

import java.util.SortedMap;
import java.util.function.Consumer;
import org.lampyris.evaluation.data.Dataset;
import org.lampyris.evaluation.data.ImageSet;
import org.lampyris.evaluation.training.TrainingException.Reason;
import org.lampyris.evaluation.training.TrainingPlan.Augmentation;
import org.lampyris.evaluation.weights.Tensor;
import org.lampyris.space.graph.NetworkGraph;

/**
 * A network before its first step, for what can be told of it without training: the weights that training from the same
 * seed starts with, and the first batch that it takes, without augmentation. Belongs to one thread. Native memory is
 * given back by {@link #close}.
 */
public final class InitialNetwork implements AutoCloseable {
    private static final Augmentation NONE = new Augmentation(0, false);

    private final TrainableNetwork network;
    private final Batches batch;

    private InitialNetwork(TrainableNetwork network, Batches batch) {
        this.network = network;
        this.batch = batch;
    }

    /**
     * @param batchSize images, fewer only if there aren't so many
     * @throws TrainingException if the network can't be trained, or not in the memory there is
     */
    public static InitialNetwork of(NetworkGraph graph, Dataset data, int batchSize, long seed)
            throws TrainingException {
        TrainingMemory.check(graph, batchSize);
        ImageSet images = data.train();
        NetworkTrainer trainer = new NetworkTrainer(data, TrainingPlan.standard(), () -> 0);
        try {
            TrainableNetwork network = trainer.trainable(graph, 1);
            try {
                network.setWeights(InitialWeights.of(graph, seed));
                Batches batch = Batches.of(images, data, batchSize);
                batch.fill(Batches.shuffled(images.size(), seed, 0), 0, NONE, seed, 0);
                return new InitialNetwork(network, batch);
            } catch (RuntimeException | Error e) {
                network.close();
                throw e;
            }
        } catch (OutOfMemoryError e) {
            throw new TrainingException(Reason.OUT_OF_MEMORY, "not enough memory: " + e.getMessage());
        }
    }

    /** The number of images in the batch. */
    public int batchSize() {
        return batch.batchSize();
    }

    /** The gradient of the batch's mean loss by the name of each tensor that is learnt, in its shape. */
    public SortedMap<String, Tensor> gradients() {
        return network.gradients(batch.features(), batch.labels());
    }

    /** Hands over what comes out of each ReLU, image after image, one array a ReLU. */
    public void rectified(Consumer<float[]> layers) {
        network.rectified(batch.features(), layers);
    }

    @Override
    public void close() {
        try {
            network.close();
        } finally {
            batch.close();
        }
    }
}
