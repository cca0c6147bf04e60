package org.lampyris.evaluation.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.lampyris.evaluation.distillation.AttentionLoss;
import org.lampyris.evaluation.distillation.CachedTeacher;
import org.lampyris.evaluation.distillation.Distillation;
import org.lampyris.evaluation.distillation.FeatureTransfer;
import org.lampyris.evaluation.distillation.HintLoss;
import org.lampyris.evaluation.distillation.Lesson;
import org.lampyris.evaluation.distillation.TransferWeights;
import org.lampyris.evaluation.onnx.ExportableNetwork;
import org.lampyris.evaluation.onnx.OnnxInnerResults;
import org.lampyris.evaluation.onnx.Preprocessing;
import org.lampyris.evaluation.training.TrainingPlan.Augmentation;
import org.lampyris.evaluation.training.TrainingPlan.Optimizer;
import org.lampyris.evaluation.training.TrainingPlan.Rule;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.evaluation.weights.Tensor;
import org.lampyris.space.graph.NetworkGraph;

/** Losses on what is within a network, in its training. */
class TaughtFeaturesTest extends SmallTrainings {
    private static final Optimizer PLAIN = new Optimizer(Rule.SGD, 1, 0, 0);
    private static final int BATCH = 6;
    private static final double STEP = 1e-3;

    /** A lesson of each kind on the same sum, whose result two layers take, and one more elsewhere. */
    private static List<Lesson> lessons(NetworkGraph graph) {
        SplittableRandom random = new SplittableRandom(4);
        int sum = graph.nodes().stream().map(n -> n.name()).toList().indexOf("residual.relu");
        int channels = graph.shape(sum).channels();
        int pixels = graph.shape(sum).height() * graph.shape(sum).width();
        List<float[]> maps = new ArrayList<>();
        List<float[]> features = new ArrayList<>();
        for (int n = 0; n < BATCH; n++) {
            float[] map = new float[pixels];
            float[] wanted = new float[pixels * 2];
            Arrays.fill(map, 0.1f);
            map[n] = 0.8f;
            for (int i = 0; i < wanted.length; i++) {
                wanted[i] = (float) random.nextGaussian();
            }
            maps.add(map);
            features.add(wanted);
        }
        HintLoss hint = new HintLoss(channels, 2);
        for (int step = 0; step < 20; step++) {
            float[] own = new float[pixels * channels];
            for (int i = 0; i < own.length; i++) {
                own[i] = (float) random.nextGaussian();
            }
            hint.of(own, features.get(step % BATCH), new float[own.length]);
            hint.learn();
        }
        return List.of(
                new Lesson("residual.relu", new AttentionLoss(channels), (image, turned) -> maps.get(image), 3),
                new Lesson("residual.relu", hint, (image, turned) -> features.get(image), 2),
                new Lesson(
                        "stem.relu", new AttentionLoss(channels), (image, turned) -> maps.get(BATCH - 1 - image), 4));
    }

    private static void see(TrainableNetwork network) {
        network.see(shown -> {
            float[][] rows = new float[BATCH][];
            Arrays.setAll(rows, n -> shown.of(n, false));
            return rows;
        });
    }

    /** Along random directions, tensor by tensor. */
    @Test
    void theGradientOfTheWholeNetworkIsTheLosss() {
        NetworkGraph graph = SmallNetworks.everyOperator();
        NetworkWeights start = RandomBatch.weights(graph, 1);
        RandomBatch batch = new RandomBatch(graph, BATCH, 2);
        try (TrainableNetwork network = new TrainableNetwork(graph, PLAIN, 1, lessons(graph));
                TrainableNetwork without = new TrainableNetwork(graph, PLAIN, 1)) {
            network.setWeights(start);
            without.setWeights(start);
            see(network);
            Map<String, Tensor> gradients = network.gradients(batch.features(), batch.oneHot());
            Map<String, Tensor> labelled = without.gradients(batch.features(), batch.oneHot());
            assertTrue(network.score() > without.score() + 0.5, "the loss has them in it");
            SplittableRandom random = new SplittableRandom(3);
            gradients.forEach((name, gradient) -> {
                boolean before = name.startsWith("stem") || name.startsWith("narrow") || name.startsWith("wide");
                Tensor other = Objects.requireNonNull(labelled.get(name));
                assertEquals(!before, gradient.equals(other), name);
                for (int round = 0; before && round < 5; round++) {
                    float[] direction = new float[gradient.size()];
                    double expected = 0;
                    for (int i = 0; i < direction.length; i++) {
                        direction[i] = (float) random.nextGaussian();
                        expected += direction[i] * (gradient.value(i) - other.value(i));
                    }
                    double above = added(network, without, moved(start, name, direction, STEP), batch);
                    double below = added(network, without, moved(start, name, direction, -STEP), batch);
                    double slope = (above - below) / (2 * STEP);
                    assertEquals(expected, slope, 0.01 * Math.abs(expected) + 0.01, name);
                }
            });
        }
    }

    /** What the lessons add to the loss. */
    private static double added(
            TrainableNetwork network, TrainableNetwork without, NetworkWeights weights, RandomBatch batch) {
        for (TrainableNetwork one : List.of(network, without)) {
            one.setWeights(weights);
            one.differentiate(batch.features(), batch.oneHot());
        }
        return network.score() - without.score();
    }

    private static NetworkWeights moved(NetworkWeights start, String name, float[] direction, double step) {
        Map<String, Tensor> tensors = new TreeMap<>(start.tensors());
        Tensor tensor = start.get(name);
        float[] values = new float[tensor.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (tensor.value(i) + step * direction[i]);
        }
        tensors.put(name, Tensor.of(values, tensor.shape()));
        return NetworkWeights.of(tensors);
    }

    private static TrainingPlan unmoved() {
        TrainingPlan plan = plan(Rule.SGD);
        return new TrainingPlan(
                plan.epochs(), plan.batchSize(), plan.optimizer(), new Augmentation(0, true), plan.stopping());
    }

    private NetworkTrainer trainer() {
        return new NetworkTrainer(data, unmoved(), clock::incrementAndGet, states());
    }

    private static FeatureTransfer transfer(int width, TransferWeights weights) throws Exception {
        NetworkGraph graph = network(width);
        TrainingPlan plan = unmoved().withEpochs(8);
        TrainedNetwork trained = new NetworkTrainer(data, plan, System::nanoTime).train(graph, 99);
        ExportableNetwork teacher = ExportableNetwork.of(
                graph,
                trained.weights(),
                Preprocessing.ofBytes(
                        data.normalization().mean(), data.normalization().deviation()),
                data.classNames());
        return new FeatureTransfer("t", new OnnxInnerResults(teacher, data.train()), weights, true);
    }

    /** The weighted loss within on some images, whose statistics normalise them. */
    private static double distance(NetworkWeights weights, List<Lesson> lessons, int steps) {
        try (Batches batch = Batches.of(data.train(), data, 32);
                TrainableNetwork network = new TrainableNetwork(network(6), PLAIN, 1, lessons);
                TrainableNetwork plain = new TrainableNetwork(network(6), PLAIN, 1)) {
            batch.fill(0);
            network.setWeights(weights);
            plain.setWeights(weights);
            plain.differentiate(batch.features(), batch.labels());
            for (int step = 0; step < steps; step++) {
                lessons.forEach(lesson -> lesson.loss().learn());
                network.see(batch::taught);
                network.differentiate(batch.features(), batch.labels());
            }
            return network.score() - plain.score();
        }
    }

    private static NetworkTrainer taught(NetworkTrainer trainer, FeatureTransfer transfer) {
        float[][] logits = new float[data.train().size()][4];
        for (int i = 0; i < logits.length; i++) {
            logits[i][data.train().label(i)] = 4;
        }
        return trainer.taughtBy(new Distillation(new CachedTeacher(logits, logits), 2, 0.7, Optional.of(transfer)));
    }

    @Test
    void theDistanceOfAttentionFalls() throws Exception {
        FeatureTransfer transfer = transfer(10, new TransferWeights(20, 0));
        List<Lesson> lessons = transfer.lessons(network(6));
        assertEquals(List.of("sum.relu"), lessons.stream().map(Lesson::node).toList());
        double before = distance(InitialWeights.of(network(6), SEED), lessons, 1);
        TrainedNetwork plain = trainer().train(network(6), SEED);
        TrainedNetwork with = taught(trainer(), transfer).train(network(6), SEED);
        double untaught = distance(plain.weights(), lessons, 1);
        double after = distance(with.weights(), lessons, 1);
        assertTrue(after < 0.5 * before && after < 0.5 * untaught, before + ", " + untaught + ", " + after);
        assertEquals(with, taught(trainer(), transfer).train(network(6), SEED), "the same seed, the same bits");
    }

    /** The regressor learns, too: one that is new sees how well the student's features foretell the teacher's. */
    @Test
    void theDistanceOfHintsFalls() throws Exception {
        FeatureTransfer transfer = transfer(10, new TransferWeights(0, 10));
        NetworkTrainer longer = new NetworkTrainer(data, unmoved().withEpochs(16), clock::incrementAndGet);
        TrainedNetwork plain = longer.train(network(6), SEED);
        TrainedNetwork with = taught(longer, transfer).train(network(6), SEED);
        double untaught = foretold(plain.weights(), transfer);
        double after = foretold(with.weights(), transfer);
        assertTrue(after < 0.7 * untaught, untaught + ", " + after);
        assertTrue(with.loss() > 0 && Double.isFinite(with.loss()));
    }

    private static double foretold(NetworkWeights weights, FeatureTransfer transfer) {
        return distance(weights, transfer.lessons(network(6)), 300);
    }

    /** The tap itself changes no bit. */
    @Test
    void lessonsWithoutWeightAreNone() throws Exception {
        NetworkGraph graph = SmallNetworks.everyOperator();
        RandomBatch batch = new RandomBatch(graph, BATCH, 2);
        List<Lesson> none = lessons(graph).stream()
                .map(l -> new Lesson(l.node(), l.loss(), l.shown(), 0))
                .toList();
        try (TrainableNetwork tapped = new TrainableNetwork(graph, PLAIN, 3, none);
                TrainableNetwork plain = new TrainableNetwork(graph, PLAIN, 3)) {
            tapped.setWeights(RandomBatch.weights(graph, 1));
            plain.setWeights(RandomBatch.weights(graph, 1));
            for (int step = 0; step < 3; step++) {
                see(tapped);
                assertEquals(plain.fit(batch.features(), batch.oneHot()), tapped.fit(batch.features(), batch.oneHot()));
            }
            assertEquals(plain.weights(), tapped.weights());
            assertEquals(
                    Arrays.deepToString(plain.logits(batch.features())),
                    Arrays.deepToString(tapped.logits(batch.features())));
        }
    }

    @Test
    void movedImagesAreRefusedAndNoStatesKept() throws Exception {
        FeatureTransfer transfer = transfer(4, new TransferWeights(1, 1));
        NetworkTrainer moving = trainer(Rule.SGD, states());
        assertThrows(IllegalArgumentException.class, () -> taught(moving, transfer));
        taught(trainer(), transfer).train(network(6), SEED, OptionalInt.of(2));
        assertEquals(List.of(), files());
        trainer().train(network(6), SEED, OptionalInt.of(2));
        assertNotEquals(List.of(), files());
    }
}
