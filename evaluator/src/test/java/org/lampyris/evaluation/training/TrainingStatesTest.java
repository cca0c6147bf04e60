package org.lampyris.evaluation.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lampyris.evaluation.training.TrainingPlan.Augmentation;
import org.lampyris.evaluation.training.TrainingPlan.Optimizer;
import org.lampyris.evaluation.training.TrainingPlan.Rule;
import org.lampyris.evaluation.training.TrainingPlan.Stopping;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.evaluation.weights.Tensor;
import org.lampyris.space.graph.GraphBuilder;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.Operator.Addition;
import org.lampyris.space.graph.Operator.Dense;
import org.lampyris.space.graph.Operator.GlobalAveragePooling;

/** A training that is stopped after some epochs and goes on later ends with the bits of one that never stopped. */
class TrainingStatesTest extends SmallTrainings {
    @ParameterizedTest
    @EnumSource(Rule.class)
    void oneAndOneAndTwoEpochsAreFour(Rule rule) throws Exception {
        TrainedNetwork straight = trainer(rule, TrainingStates.none()).train(network(6), SEED);
        TrainedNetwork one = trainer(rule, states()).train(network(6), SEED, OptionalInt.of(1));
        TrainedNetwork two = trainer(rule, states()).train(network(6), SEED, OptionalInt.of(2));
        TrainedNetwork four = trainer(rule, states()).train(network(6), SEED, OptionalInt.of(4));
        assertEquals(List.of(1, 2, 4), List.of(one.epochs(), two.epochs(), four.epochs()));
        assertNotEquals(two.weights(), four.weights());
        assertEquals(straight, four);
        assertEquals(straight, trainer(rule, states()).train(network(6), SEED));
        NetworkTrainer without = trainer(rule, TrainingStates.none());
        assertEquals(one, without.train(network(6), SEED, OptionalInt.of(1)));
        assertEquals(two, without.train(network(6), SEED, OptionalInt.of(2)));
        assertEquals(straight, without.train(network(6), SEED, OptionalInt.of(4)));
    }

    @Test
    void onlyWhatIsMissingIsTrained() throws Exception {
        NetworkTrainer keeping = trainer(Rule.SGD, states());
        long first = cost(keeping, SEED, 1);
        long second = cost(keeping, SEED, 2);
        long again = cost(keeping, SEED, 2);
        long rest = cost(keeping, SEED, 4);
        int steps = data.train().size() / 16;
        assertTrue(steps >= 4, steps + " steps");
        assertEquals(first, second);
        assertEquals(first - steps, again);
        assertEquals(first + steps, rest);
        long before = clock.get();
        keeping.train(network(6), SEED);
        assertEquals(rest, clock.get() - before, "the whole plan goes on, too");
        assertEquals(first + 3L * steps, cost(trainer(Rule.SGD, TrainingStates.none()), SEED, 4));
    }

    @Test
    void aLaterStateTakesThePlaceOfTheFormer() throws Exception {
        NetworkTrainer trainer = trainer(Rule.ADAM, states());
        trainer.train(network(6), SEED, OptionalInt.of(1));
        byte[] first = Files.readAllBytes(file());
        trainer.train(network(6), SEED, OptionalInt.of(3));
        assertFalse(Arrays.equals(first, Files.readAllBytes(file())));
        byte[] third = Files.readAllBytes(file());
        trainer.train(network(6), SEED, OptionalInt.of(4));
        assertTrue(Arrays.equals(third, Files.readAllBytes(file())), "the end of the plan needs no state");
    }

    @Test
    void aStateThatIsFurtherIsNotTaken() throws Exception {
        trainer(Rule.SGD, states()).train(network(6), SEED, OptionalInt.of(3));
        assertEquals(
                trainer(Rule.SGD, TrainingStates.none()).train(network(6), SEED, OptionalInt.of(2)),
                trainer(Rule.SGD, states()).train(network(6), SEED, OptionalInt.of(2)));
    }

    @Test
    void trainingsOfTheWholePlanKeepNothing() throws Exception {
        trainer(Rule.SGD, states()).train(network(6), SEED);
        trainer(Rule.SGD, states()).train(network(6), SEED, OptionalInt.of(4));
        assertEquals(List.of(), files());
    }

    /** The state of one training under the name of another. */
    @ParameterizedTest
    @ValueSource(strings = {"seed", "network", "larger network", "rule", "learning rate"})
    void theStateOfAnotherTrainingIsIgnored(String other) throws Exception {
        NetworkTrainer mine = trainer(Rule.SGD, states());
        mine.train(network(6), SEED, OptionalInt.of(2));
        Path name = file();
        Files.delete(name);
        NetworkGraph graph = other.equals("network") ? renamed() : network(other.equals("larger network") ? 7 : 6);
        Optimizer faster = new Optimizer(Rule.SGD, 0.2, 0.9, 5e-4);
        NetworkTrainer others = other.equals("learning rate")
                ? new NetworkTrainer(
                        data, new TrainingPlan(4, 16, faster, new Augmentation(1, true), NEVER), () -> 0, states())
                : trainer(other.equals("rule") ? Rule.ADAM : Rule.SGD, states());
        others.train(graph, other.equals("seed") ? SEED + 1 : SEED, OptionalInt.of(2));
        assertNotEquals(name, file());
        Files.move(file(), name);
        assertIgnored(name);
    }

    private static NetworkGraph renamed() {
        GraphBuilder g = new GraphBuilder(data.shape());
        int stem = g.convolutionRelu("z.stem", 0, 6, 3, 2, 1);
        int depthwise = g.convolutionRelu("depthwise", stem, 6, 3, 1, 6);
        int projected = g.convolution("project", depthwise, 6, 1, 1, 1);
        int sum = g.relu("sum", g.add("sum", new Addition(), stem, projected));
        g.add("classifier", new Dense(4), g.add("features", new GlobalAveragePooling(), sum));
        return g.build();
    }

    private void assertIgnored(Path state) throws Exception {
        assertTrue(Files.exists(state));
        TrainedNetwork straight = trainer(Rule.SGD, TrainingStates.none()).train(network(6), SEED, OptionalInt.of(3));
        long before = clock.get();
        assertEquals(straight, trainer(Rule.SGD, states()).train(network(6), SEED, OptionalInt.of(3)));
        long cost = clock.get() - before;
        assertEquals(cost, cost(trainer(Rule.SGD, TrainingStates.none()), SEED, 3), "it went on from the state");
        // A good one has taken its place.
        assertTrue(cost(trainer(Rule.SGD, states()), SEED, 4) < cost);
    }

    @Test
    void truncatedFilesAreIgnored() throws Exception {
        trainer(Rule.SGD, states()).train(network(6), SEED, OptionalInt.of(2));
        byte[] whole = Files.readAllBytes(file());
        for (int length : new int[] {0, 5, 100, whole.length / 2, whole.length - 1}) {
            Files.write(file(), Arrays.copyOf(whole, length));
            assertEquals(Optional.empty(), states().find(training(), 4), length + " bytes");
        }
        assertIgnored(file());
    }

    /** Each byte counts: those of the header, of the metadata, of the values. */
    @Test
    void filesWithAWrongBitAreIgnored() throws Exception {
        trainer(Rule.SGD, states()).train(network(6), SEED, OptionalInt.of(2));
        byte[] whole = Files.readAllBytes(file());
        TrainingState state = states().find(training(), 4).orElseThrow();
        for (int i = 0; i < whole.length; i += i < 700 ? 1 : 97) {
            byte[] damaged = whole.clone();
            damaged[i] ^= 1;
            Files.write(file(), damaged);
            Optional<TrainingState> found = states().find(training(), 4);
            assertTrue(found.isEmpty() || found.get().equals(state), "byte " + i);
        }
        byte[] value = whole.clone();
        value[whole.length - 3] ^= 64;
        Files.write(file(), value);
        assertEquals(Optional.empty(), states().find(training(), 4));
        assertIgnored(file());
    }

    private String training() throws IOException {
        return file().getFileName().toString().replace(".safetensors", "");
    }

    /** As an identity looks. */
    private static String named(String letter) {
        return letter.repeat(64);
    }

    @Test
    void statesSurviveTheFolderBitForBit() {
        float[] values = {0f, -0f, Float.MIN_VALUE, 1.1f, Float.NaN};
        Tensor odd = Tensor.of(values, 5);
        Tensor other = Tensor.of(new float[] {1, 2, 3, 4, 5}, 5);
        TrainingState state = new TrainingState(3, 41, 0.1 + 0.2, odd, List.of(other, odd));
        states().keep(named("b"), state);
        assertEquals(Optional.of(state), states().find(named("b"), 3));
        assertEquals(Optional.of(state), states().find(named("b"), 9));
        assertEquals(Optional.empty(), states().find(named("b"), 2));
        assertEquals(Optional.empty(), states().find(named("c"), 3));
    }

    @Test
    void theOldestGoWhenTheFolderIsFull() throws Exception {
        Tensor tensor = Tensor.of(new float[1000], 1000);
        TrainingState state = new TrainingState(1, 1, 1, tensor, List.of(tensor));
        TrainingStates full = new TrainingStateFolder(folder.resolve("states"), 20_000);
        for (String letter : List.of("a", "c", "b")) {
            String name = named(letter);
            full.keep(name, state);
            long old = letter.equals("a") ? 1 : letter.equals("c") ? 2 : 3;
            Path file = folder.resolve("states").resolve(name + ".safetensors");
            if (Files.exists(file)) {
                Files.setLastModifiedTime(file, FileTime.fromMillis(old * 1000));
            }
        }
        assertEquals(Optional.empty(), full.find(named("a"), 1));
        assertEquals(Optional.of(state), full.find(named("b"), 1));
        assertEquals(Optional.of(state), full.find(named("c"), 1));
        full.keep(named("d"), state);
        Path foreign = Files.writeString(folder.resolve("states").resolve("cafe.safetensors"), "mine");
        assertEquals(Optional.empty(), full.find(named("c"), 1));
        TrainingStateFolder.clear(folder.resolve("states"));
        assertEquals(List.of(foreign), files(), "what is somebody else's stays");
        Files.delete(foreign);
        TrainingStateFolder.clear(folder.resolve("states"));
        assertFalse(Files.exists(folder.resolve("states")));
        TrainingStateFolder.clear(folder.resolve("states"));
    }

    @Test
    void whatDoesNotFitIsNotTaken() {
        NetworkGraph graph = network(6);
        try (TrainableNetwork network =
                new TrainableNetwork(graph, plan(Rule.ADAM).optimizer(), 10)) {
            RandomBatch batch = new RandomBatch(graph, 6, 4);
            network.fit(batch.features(), batch.oneHot());
            NetworkWeights before = network.weights();
            TrainingState state = network.state(1, 0.5);
            Tensor parameters = state.parameters();
            Tensor shorter = Tensor.of(new float[parameters.size() - 1], parameters.size() - 1);
            assertFalse(network.restore(new TrainingState(1, 1, 0, shorter, List.of(shorter, shorter))));
            assertFalse(network.restore(new TrainingState(1, 1, 0, parameters, List.of(parameters))));
            assertEquals(before, network.weights());
            assertTrue(network.restore(state));
        }
    }

    @Test
    void partsThatThePlanDoesNotHaveAreRefused() {
        for (int epochs : new int[] {-1, 0, 5}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> trainer(Rule.SGD, states()).train(network(6), SEED, OptionalInt.of(epochs)));
        }
        TrainingPlan patient = new TrainingPlan(
                4, 16, plan(Rule.SGD).optimizer(), new Augmentation(0, false), new Stopping(1, Duration.ofMinutes(1)));
        assertThrows(
                IllegalArgumentException.class,
                () -> new NetworkTrainer(data, patient, () -> 0).train(network(6), SEED, OptionalInt.of(2)));
    }
}
