package org.lampyris.evaluation.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
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
    private final TrainingStates states;
    private final EpochListener listener;

    /** One that keeps no states. */
    public NetworkTrainer(Dataset data, TrainingPlan plan, LongSupplier nanoseconds) {
        this(data, plan, nanoseconds, TrainingStates.none());
    }

    /**
     * @param nanoseconds a clock, for the time limit only
     * @param states of trainings that end before the plan does
     */
    public NetworkTrainer(Dataset data, TrainingPlan plan, LongSupplier nanoseconds, TrainingStates states) {
        this(data, plan, nanoseconds, states, EpochListener.none());
    }

    private NetworkTrainer(
            Dataset data, TrainingPlan plan, LongSupplier nanoseconds, TrainingStates states, EpochListener listener) {
        this.data = data;
        this.plan = plan;
        this.nanoseconds = nanoseconds;
        this.states = states;
        this.listener = listener;
    }

    /** The same with somebody who hears of every epoch. */
    public NetworkTrainer reporting(EpochListener to) {
        return new NetworkTrainer(data, plan, nanoseconds, states, to);
    }

    @Override
    public TrainedNetwork train(NetworkGraph graph, long seed, OptionalInt epochs)
            throws TrainingException, InterruptedException {
        if (epochs.isPresent()) {
            plan.requirePart(epochs.getAsInt());
        }
        TrainingMemory.check(graph, plan.batchSize());
        int steps = Math.max(1, data.train().size() / plan.batchSize());
        try (TrainableNetwork network = trainable(graph, steps * plan.epochs());
                Batches batches = batches(data.train())) {
            Run run = new Run(network, batches, seed, steps);
            if (plan.stopping().patience() > 0) {
                network.setWeights(InitialWeights.of(graph, seed));
                return run.untilNothingIsGained();
            }
            return goOn(run, graph, epochs.orElse(plan.epochs()));
        } catch (OutOfMemoryError e) {
            throw new TrainingException(Reason.OUT_OF_MEMORY, "not enough memory: " + e.getMessage());
        }
    }

    /** Goes on from the kept state, if there is one, and keeps another unless the plan is at its end. */
    private TrainedNetwork goOn(Run run, NetworkGraph graph, int epochs)
            throws TrainingException, InterruptedException {
        String training = TrainingIdentity.of(graph, run.seed, plan, data);
        Optional<TrainingState> state = states.find(training, epochs).filter(run.network::restore);
        if (state.isEmpty()) {
            run.network.setWeights(InitialWeights.of(graph, run.seed));
        }
        int from = state.map(TrainingState::epochs).orElse(0);
        double loss = state.map(TrainingState::loss).orElse(Double.NaN);
        for (int epoch = from; epoch < epochs; epoch++) {
            loss = run.epoch(epoch);
            listener.epochEnded(epoch + 1, OptionalDouble.empty());
        }
        TrainedNetwork trained = run.trained(epochs, loss);
        if (from < epochs && epochs < plan.epochs()) {
            states.keep(training, run.network.state(epochs, loss));
        }
        return trained;
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
        private final int steps;
        private final long start = nanoseconds.getAsLong();

        /** @param steps of an epoch */
        Run(TrainableNetwork network, Batches batches, long seed, int steps) {
            this.network = network;
            this.batches = batches;
            this.seed = seed;
            this.steps = steps;
        }

        TrainedNetwork untilNothingIsGained() throws TrainingException, InterruptedException {
            TrainedNetwork best = trained(1, epoch(0));
            for (int epoch = 1; epoch < plan.epochs(); epoch++) {
                double loss = epoch(epoch);
                double accuracy = accuracy(validationLogits(), data.validation());
                listener.epochEnded(epoch + 1, OptionalDouble.of(accuracy));
                if (accuracy > best.accuracy()) {
                    best = new TrainedNetwork(network.weights(), accuracy, loss, epoch + 1);
                } else if (epoch + 1 - best.epochs() >= plan.stopping().patience()) {
                    break;
                }
            }
            return best;
        }

        TrainedNetwork trained(int epochs, double loss) throws InterruptedException, TrainingException {
            return new TrainedNetwork(network.weights(), accuracy(validationLogits(), data.validation()), loss, epochs);
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

        double epoch(int epoch) throws TrainingException, InterruptedException {
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
