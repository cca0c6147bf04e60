package org.lampyris.evaluation.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.LongSupplier;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.util.ModelSerializer;
import org.lampyris.evaluation.data.Dataset;
import org.lampyris.evaluation.data.ImageSet;
import org.lampyris.evaluation.distillation.Distillation;
import org.lampyris.evaluation.distillation.Lesson;
import org.lampyris.evaluation.training.TrainingException.Reason;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.evaluation.weights.WeightedNetwork;
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
    private final Optional<Distillation> distillation;

    /** One that keeps no states. */
    public NetworkTrainer(Dataset data, TrainingPlan plan, LongSupplier nanoseconds) {
        this(data, plan, nanoseconds, TrainingStates.none());
    }

    /**
     * @param nanoseconds a clock, for the time limit only
     * @param states of trainings that end before the plan does
     */
    public NetworkTrainer(Dataset data, TrainingPlan plan, LongSupplier nanoseconds, TrainingStates states) {
        this.data = data;
        this.plan = plan;
        this.nanoseconds = nanoseconds;
        this.states = states;
        this.listener = EpochListener.none();
        this.distillation = Optional.empty();
    }

    private NetworkTrainer(NetworkTrainer other, EpochListener listener, Optional<Distillation> distillation) {
        this.data = other.data;
        this.plan = other.plan;
        this.nanoseconds = other.nanoseconds;
        this.states = other.states;
        this.listener = listener;
        this.distillation = distillation;
    }

    /** The same with somebody who hears of every epoch. */
    public NetworkTrainer reporting(EpochListener to) {
        return new NetworkTrainer(this, to, distillation);
    }

    /**
     * The same with a teacher; it keeps states only if a hash tells all that is taught.
     *
     * @throws IllegalArgumentException if inner results are taught and images are moved: the teacher's would lie elsewhere
     */
    public NetworkTrainer taughtBy(Distillation teaching) {
        if (teaching.transfer().isPresent() && plan.augmentation().shift() > 0) {
            throw new IllegalArgumentException("inner results can't be taught of images that are moved");
        }
        return new NetworkTrainer(this, listener, Optional.of(teaching));
    }

    @Override
    public TrainedNetwork train(NetworkGraph graph, long seed, OptionalInt epochs)
            throws TrainingException, InterruptedException {
        if (epochs.isPresent()) {
            plan.requirePart(epochs.getAsInt());
        }
        TrainingMemory.check(graph, plan.batchSize());
        int steps = Math.max(1, data.train().size() / plan.batchSize());
        List<Lesson> lessons = lessons(graph);
        try (TrainableNetwork network = trainable(graph, steps * plan.epochs(), lessons);
                Batches batches = batches(data.train())) {
            TrainingRun run = run(network, batches, seed, steps);
            if (plan.stopping().patience() > 0) {
                network.setWeights(InitialWeights.of(graph, seed));
                network.computeInFormats(graph, steps, 0);
                return run.untilNothingIsGained(listener);
            }
            return goOn(run, graph, epochs.orElse(plan.epochs()));
        } catch (OutOfMemoryError e) {
            throw new TrainingException(Reason.OUT_OF_MEMORY, "not enough memory: " + e.getMessage());
        }
    }

    private List<Lesson> lessons(NetworkGraph graph) {
        return distillation.map(teaching -> teaching.lessons(graph)).orElse(List.of());
    }

    private TrainingRun run(TrainableNetwork network, Batches batches, long seed, int steps) {
        distillation.ifPresent(network::teach);
        return new TrainingRun(
                network, batches, new TrainingRun.Course(data, plan, seed, steps, distillation), nanoseconds);
    }

    /**
     * Trains a network that has been trained before by the whole plan. Its state is kept after each epoch, the last one
     * too, where the transforms have an identity.
     *
     * @param transforms of the tensors, by name, that the network is to compute with otherwise than they are kept; the
     *     result's weights are those it computes with
     * @throws IllegalArgumentException if there is no such tensor
     * @throws TrainingException if the network can't be trained to the end
     */
    public TrainedNetwork tune(WeightedNetwork start, Map<String, WeightTransform> transforms, long seed)
            throws TrainingException, InterruptedException {
        TrainingMemory.check(start.graph(), plan.batchSize());
        int steps = Math.max(1, data.train().size() / plan.batchSize());
        List<Lesson> lessons = lessons(start.graph());
        try (TrainableNetwork network = trainable(start.graph(), steps * plan.epochs(), lessons);
                Batches batches = batches(data.train())) {
            TrainingRun run = run(network, batches, seed, steps);
            String whole = TrainingIdentity.of(start.graph(), seed, plan, data, distillation);
            Optional<String> training =
                    canGoOn() ? TrainingIdentity.ofTuning(start, transforms, data, whole) : Optional.empty();
            Optional<TrainingState> state =
                    training.flatMap(name -> states.find(name, plan.epochs())).filter(network::restore);
            if (state.isEmpty()) {
                network.setWeights(start.weights());
            }
            network.transform(transforms);
            double loss = state.map(TrainingState::loss).orElse(Double.NaN);
            for (int epoch = state.map(TrainingState::epochs).orElse(0); epoch < plan.epochs(); epoch++) {
                loss = run.epoch(epoch);
                if (training.isPresent()) {
                    states.keep(training.get(), network.state(epoch + 1, loss));
                }
                listener.epochEnded(epoch + 1, OptionalDouble.empty());
            }
            return run.trained(plan.epochs(), loss);
        } catch (OutOfMemoryError e) {
            throw new TrainingException(Reason.OUT_OF_MEMORY, "not enough memory: " + e.getMessage());
        }
    }

    /** Goes on from the kept state, if there is one, and keeps another unless the plan is at its end. */
    private TrainedNetwork goOn(TrainingRun run, NetworkGraph graph, int epochs)
            throws TrainingException, InterruptedException {
        String training = TrainingIdentity.of(graph, run.seed(), plan, data, distillation);
        TrainingStates kept = canGoOn() ? states : TrainingStates.none();
        Optional<TrainingState> state = kept.find(training, epochs).filter(run.network()::restore);
        if (state.isEmpty()) {
            run.network().setWeights(InitialWeights.of(graph, run.seed()));
        }
        int from = state.map(TrainingState::epochs).orElse(0);
        run.network().computeInFormats(graph, run.steps(), from);
        double loss = state.map(TrainingState::loss).orElse(Double.NaN);
        for (int epoch = from; epoch < epochs; epoch++) {
            loss = run.epoch(epoch);
            listener.epochEnded(epoch + 1, OptionalDouble.empty());
        }
        TrainedNetwork trained = run.trained(epochs, loss);
        if (from < epochs && epochs < plan.epochs()) {
            kept.keep(training, run.network().state(epochs, loss));
        }
        return trained;
    }

    /** Whether all that a teacher says, if there is one, is known by a hash. */
    private boolean canGoOn() {
        return distillation.map(Distillation::isKnown).orElse(true);
    }

    /** The network with its updater, for weights to be set. */
    TrainableNetwork trainable(NetworkGraph graph, int steps) throws TrainingException {
        return trainable(graph, steps, List.of());
    }

    private TrainableNetwork trainable(NetworkGraph graph, int steps, List<Lesson> lessons) throws TrainingException {
        try {
            TrainableNetwork network = new TrainableNetwork(graph, plan.optimizer(), steps, lessons);
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
        return Batches.of(images, data, plan.batchSize());
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
    static void logits(TrainableNetwork network, Batches batches, int first, float[][] result) {
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
}
