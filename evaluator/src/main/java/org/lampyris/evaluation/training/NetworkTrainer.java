package org.lampyris.evaluation.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.LongSupplier;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.util.ModelSerializer;
import org.lampyris.evaluation.data.Dataset;
import org.lampyris.evaluation.data.ImageSet;
import org.lampyris.evaluation.training.TrainingException.Reason;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.space.graph.NetworkGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.nativeblas.NativeOpsHolder;

/** Trains networks on one data set by one plan, on the thread that calls. */
public final class NetworkTrainer implements Trainer {
    private final Dataset data;
    private final TrainingPlan plan;
    private final LongSupplier nanoseconds;

    /** @param nanoseconds a clock, for the time limit only */
    public NetworkTrainer(Dataset data, TrainingPlan plan, LongSupplier nanoseconds) {
        this.data = data;
        this.plan = plan;
        this.nanoseconds = nanoseconds;
    }

    @Override
    public TrainedNetwork train(NetworkGraph graph, long seed) throws TrainingException, InterruptedException {
        TrainingMemory.check(graph, plan.batchSize());
        int steps = Math.max(1, data.train().size() / plan.batchSize());
        try (TrainableNetwork network = trainable(graph, steps * plan.epochs());
                Batches batches = batches(data.train())) {
            network.setWeights(InitialWeights.of(graph, seed));
            return new Run(network, batches, seed).toEnd(steps);
        } catch (OutOfMemoryError e) {
            throw new TrainingException(Reason.OUT_OF_MEMORY, "not enough memory: " + e.getMessage());
        }
    }

    /** The network with its updater, for weights to be set. */
    TrainableNetwork trainable(NetworkGraph graph, int steps) throws TrainingException {
        try {
            TrainableNetwork network = new TrainableNetwork(graph, plan.optimizer(), steps);
            // More threads give other bits. The setting is the calling thread's own.
            NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(1);
            return network;
        } catch (IllegalArgumentException e) {
            throw new TrainingException(Reason.UNSUPPORTED, String.valueOf(e.getMessage()));
        }
    }

    /** What an archive tells of the optimizer; weight decay is {@link GradientDescent}'s alone. */
    static NeuralNetConfiguration.Builder settings(TrainingPlan.Optimizer optimizer, int steps) {
        CosineSchedule schedule = new CosineSchedule(optimizer.learningRate(), steps);
        IUpdater updater = switch (optimizer.rule()) {
            case SGD -> new Nesterovs(schedule, optimizer.momentum());
            case ADAM -> new Adam(schedule);
        };
        return new NeuralNetConfiguration.Builder()
                .dataType(DataType.FLOAT)
                .trainingWorkspaceMode(WorkspaceMode.NONE)
                .inferenceWorkspaceMode(WorkspaceMode.NONE)
                .updater(updater);
    }

    private Batches batches(ImageSet images) {
        return batches(images, plan.batchSize());
    }

    /** @param most how many images a batch has, fewer only if there aren't so many */
    Batches batches(ImageSet images, int most) {
        int size = Math.min(most, images.size());
        return new Batches(images, data.normalization(), data.classNames().size(), size);
    }

    /** The outputs before the softmax of a network with these weights, [image][class]. */
    public float[][] logits(NetworkGraph graph, NetworkWeights weights, ImageSet images) throws TrainingException {
        try (TrainableNetwork network = trainable(graph, 1)) {
            network.setWeights(weights.check(graph));
            float[][] result = new float[images.size()][];
            try (Batches batches = batches(images)) {
                for (int first = 0; first < result.length; first += batches.batchSize()) {
                    logits(network, batches, first, result);
                }
            }
            return result;
        }
    }

    /** The outputs for a batch of images from {@code first} on. */
    private static void logits(TrainableNetwork network, Batches batches, int first, float[][] result) {
        int count = batches.fill(first);
        System.arraycopy(network.logits(batches.features()), 0, result, first, count);
    }

    /**
     * Writes the network, which takes normalised images [N, H, W, C], as a zip of Deeplearning4j's serializer, for programs that use it with this module on their class
     * path. Such files are never read here: reading one runs code that it names.
     *
     * @throws IOException if the file can't be written
     */
    public void writeArchive(NetworkGraph graph, NetworkWeights weights, Path file)
            throws TrainingException, IOException {
        try (TrainableNetwork network = trainable(graph, 1)) {
            network.setWeights(weights.check(graph));
            ModelSerializer.writeModel(network.network(), file.toFile(), false);
        }
    }

    /** The share of images whose largest output is at their label. */
    public static double accuracy(float[][] logits, ImageSet images) {
        int right = 0;
        for (int i = 0; i < logits.length; i++) {
            int best = 0;
            for (int k = 1; k < logits[i].length; k++) {
                best = logits[i][k] > logits[i][best] ? k : best;
            }
            right += best == images.label(i) ? 1 : 0;
        }
        return right / (double) logits.length;
    }

    /** One training on its way. */
    private final class Run {
        private final TrainableNetwork network;
        private final Batches batches;
        private final long seed;
        private final long start = nanoseconds.getAsLong();

        Run(TrainableNetwork network, Batches batches, long seed) {
            this.network = network;
            this.batches = batches;
            this.seed = seed;
        }

        TrainedNetwork toEnd(int steps) throws TrainingException, InterruptedException {
            int patience = plan.stopping().patience();
            TrainedNetwork best = null;
            for (int epoch = 0; epoch < plan.epochs(); epoch++) {
                double loss = epoch(epoch, steps);
                boolean last = epoch == plan.epochs() - 1;
                if (!last && patience == 0) {
                    continue;
                }
                double accuracy = accuracy(validationLogits(), data.validation());
                if (best == null || accuracy > best.accuracy()) {
                    best = new TrainedNetwork(network.weights(), accuracy, loss, epoch + 1);
                } else if (patience > 0 && epoch + 1 - best.epochs() >= patience) {
                    break;
                }
            }
            if (best == null) {
                throw new AssertionError("no epoch was run");
            }
            return best;
        }

        private void checkpoint() throws InterruptedException, TrainingException {
            if (Thread.interrupted()) {
                throw new InterruptedException("training was interrupted");
            }
            if (nanoseconds.getAsLong() - start > plan.stopping().timeLimit().toNanos()) {
                throw new TrainingException(
                        Reason.TIMED_OUT,
                        "longer than " + plan.stopping().timeLimit().toSeconds() + " s");
            }
        }

        private float[][] validationLogits() throws InterruptedException, TrainingException {
            float[][] result = new float[data.validation().size()][];
            try (Batches images = batches(data.validation())) {
                for (int first = 0; first < result.length; first += images.batchSize()) {
                    checkpoint();
                    logits(network, images, first, result);
                }
            }
            return finite(result);
        }

        /** The last step's weights are seen by no loss. */
        private static float[][] finite(float[][] logits) throws TrainingException {
            for (float[] image : logits) {
                for (float logit : image) {
                    if (!Float.isFinite(logit)) {
                        throw new TrainingException(Reason.DIVERGED, "the trained network's output is " + logit);
                    }
                }
            }
            return logits;
        }

        private double epoch(int epoch, int steps) throws TrainingException, InterruptedException {
            int[] order = Batches.shuffled(data.train().size(), seed, epoch);
            double sum = 0;
            for (int step = 0; step < steps; step++) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("training was interrupted");
                }
                if (nanoseconds.getAsLong() - start
                        > plan.stopping().timeLimit().toNanos()) {
                    throw new TrainingException(
                            Reason.TIMED_OUT,
                            "longer than " + plan.stopping().timeLimit().toSeconds() + " s, in epoch " + (epoch + 1));
                }
                batches.fill(order, step * batches.batchSize(), plan.augmentation(), seed, epoch);
                double loss = network.fit(batches.features(), batches.labels());
                if (!Double.isFinite(loss)) {
                    throw new TrainingException(
                            Reason.DIVERGED,
                            "the loss is " + loss + " in epoch " + (epoch + 1) + ", step " + (step + 1));
                }
                sum += loss;
            }
            return sum / steps;
        }
    }
}
