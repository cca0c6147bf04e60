package org.lampyris.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lampyris.evaluation.data.DataOptions;
import org.lampyris.evaluation.data.Dataset;
import org.lampyris.evaluation.data.Datasets;
import org.lampyris.evaluation.onnx.ExportableNetwork;
import org.lampyris.evaluation.onnx.OnnxWriter;
import org.lampyris.evaluation.onnx.Preprocessing;
import org.lampyris.evaluation.onnx.reading.OnnxImporter;
import org.lampyris.evaluation.training.InitialWeights;
import org.lampyris.evaluation.training.NetworkTrainer;
import org.lampyris.evaluation.training.TrainingPlan;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.space.graph.GraphBuilder;
import org.lampyris.space.graph.GraphStatistics;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.Operator.Activation;
import org.lampyris.space.graph.Operator.Addition;
import org.lampyris.space.graph.Operator.Concatenation;
import org.lampyris.space.graph.Operator.Convolution;
import org.lampyris.space.graph.Operator.Dense;
import org.lampyris.space.graph.Operator.GlobalAveragePooling;
import org.lampyris.space.graph.Operator.Pooling;

/** Each step of {@code compress} on a network with batch normalisation, a branch and a bypass. */
class CompressStepsTest {
    @TempDir
    static Path folder;

    private static Dataset data;
    private static Path trained;

    private static NetworkGraph network() {
        GraphBuilder g = new GraphBuilder(data.shape());
        int stem = g.convolutionRelu("stem", 0, 16, 3, 2, 1);
        int pooled = g.add("pooled", new Pooling(Pooling.Kind.MAXIMUM, 2, 2), stem);
        int wide = g.convolutionRelu("wide", pooled, 64, 3, 1, 1);
        int squeezed = g.convolutionRelu("squeeze", wide, 16, 1, 1, 1);
        int narrow = g.convolutionRelu("expand1", squeezed, 32, 1, 1, 1);
        int expanded = g.convolutionRelu("expand3", squeezed, 32, 3, 1, 1);
        int fire = g.add("fire", new Concatenation(), narrow, expanded);
        int sum = g.add("bypass", new Addition(), wide, fire);
        g.add("classifier", new Dense(10), g.add("pool", new GlobalAveragePooling(), sum));
        return g.build();
    }

    @BeforeAll
    static void train() throws Exception {
        data = Datasets.open("fashion-mnist-mini", DataOptions.withSeed(1));
        NetworkGraph graph = network();
        TrainingPlan plan = new TrainingPlan(
                1,
                32,
                new TrainingPlan.Optimizer(TrainingPlan.Rule.SGD, 0.05, 0.9, 0),
                new TrainingPlan.Augmentation(0, true),
                new TrainingPlan.Stopping(0, Duration.ofMinutes(5)));
        NetworkWeights weights =
                new NetworkTrainer(data, plan, System::nanoTime).train(graph, 1).weights();
        trained = Files.write(folder.resolve("trained.onnx"), written(graph, weights, data.classNames()));
    }

    private static byte[] written(NetworkGraph graph, NetworkWeights weights, List<String> classes) {
        return new OnnxWriter("test")
                .encodeTrainable(new ExportableNetwork(
                        graph,
                        weights,
                        Preprocessing.ofBytes(
                                data.normalization().mean(),
                                data.normalization().deviation()),
                        classes,
                        new TreeMap<>(Map.of("data", "fashion-mnist-mini", "choices", "1.2", "space", "name: x"))));
    }

    private static List<String> arguments(Path out, String options) {
        return List.of(
                ("compress " + trained + " --profile raspberry-pi-4 --epochs 1 --json --out " + out + " " + options)
                        .split(" ", -1));
    }

    private static JsonArray steps(Path out, String options) {
        CommandRun run = CommandRun.of(arguments(out, options).toArray(String[]::new));
        assertEquals(ExitCode.DONE, run.code(), run.err());
        return JsonParser.parseString(run.out()).getAsJsonObject().getAsJsonArray("steps");
    }

    @ParameterizedTest
    @CsvSource({"trim,1.2", "paths,1.2", "factorize,1.1"})
    void structureIsTakenAwayUntilTheProfilePredictsTheSpeedUp(String step, double speedup) {
        Path out = folder.resolve(step);
        JsonArray steps = steps(out, "--max-drop 100 --latency-speedup " + speedup + " --steps " + step);
        JsonObject before = steps.get(0).getAsJsonObject();
        JsonObject after = steps.get(1).getAsJsonObject();
        assertFalse(after.get("note").getAsString().contains("undone"), after.toString());
        double faster = before.get("predictedMs").getAsDouble()
                / after.get("predictedMs").getAsDouble();
        assertTrue(faster >= speedup, faster + " times faster: " + after);
        NetworkGraph smaller =
                OnnxImporter.read(out.resolve("network.onnx")).network().graph();
        assertEquals(
                after.get("multiplyAdds").getAsLong(),
                GraphStatistics.of(smaller).multiplyAdds());
        assertTrue(after.get("multiplyAdds").getAsLong()
                < before.get("multiplyAdds").getAsLong());
        assertTrue(after.get("validationAccuracy").getAsDouble() > 0.4, after.toString());
        assertFalse(OnnxImporter.read(out.resolve("network.onnx")).metadata().containsKey("choices"));
    }

    @Test
    void fewBitsAreTunedAndPacked() throws IOException {
        Path whole = folder.resolve("whole");
        Path few = folder.resolve("few");
        JsonObject eight = last(steps(whole, "--max-drop 100 --steps quantize,encode"));
        JsonObject four = last(steps(few, "--max-drop 100 --bits 4 --mixed --steps quantize,encode"));
        assertEquals("packed as it is", four.get("note").getAsString());
        assertEquals(Files.size(few.resolve("network.lamp")), four.get("bytes").getAsLong());
        assertTrue(four.get("bytes").getAsLong() < 0.75 * eight.get("bytes").getAsLong(), four + " after " + eight);
        assertTrue(four.get("validationAccuracy").getAsDouble() > 0.4, four.toString());
    }

    private static JsonObject last(JsonArray steps) {
        return steps.get(steps.size() - 1).getAsJsonObject();
    }

    @Test
    void pruningANormalisedNetworkKeepsItsZerosWhenItIsFolded() {
        JsonArray steps = steps(folder.resolve("pruned"), "--max-drop 100 --size 20KB --steps distill,prune,encode");
        assertTrue(steps.get(2).getAsJsonObject().get("note").getAsString().endsWith("of the weights left"));
        assertTrue(last(steps).get("bytes").getAsLong() < 20_000, steps.toString());
    }

    @Test
    void whatWasTrainedBeforeItWasKilledIsTakenUp() throws IOException, InterruptedException {
        String options = "--max-drop 100 --size 5KB --steps prune";
        Path whole = folder.resolve("unhurt");
        steps(whole, options);
        assertFalse(Files.exists(folder.resolve("unhurt.unfinished")));

        Path killed = folder.resolve("killed");
        Path kept = folder.resolve("killed.unfinished");
        Program.kill(1, line -> line.startsWith("prune:"), arguments(killed, options));
        assertFalse(Files.exists(killed));
        Path foreign = Files.writeString(kept.resolve("mine.safetensors"), "mine");
        assertTrue(content(kept).size() >= 2, content(kept).toString());
        CommandRun again = CommandRun.of(arguments(killed, options).toArray(String[]::new));
        assertEquals(ExitCode.DONE, again.code(), again.err());
        assertTrue(again.err().contains("goes on with what was trained before, kept in " + kept), again.err());
        String name = "network.onnx";
        assertArrayEquals(Files.readAllBytes(whole.resolve(name)), Files.readAllBytes(killed.resolve(name)));
        assertEquals(List.of(foreign), content(kept), "nothing is left but what is somebody else's");
    }

    private static List<Path> content(Path of) throws IOException {
        try (Stream<Path> files = Files.list(of)) {
            return files.toList();
        }
    }

    @Test
    void oneAllocationComesToTheSize() {
        Path out = folder.resolve("allocated");
        JsonObject small = last(steps(out, "--max-drop 100 --size 5KB --steps allocate"));
        assertTrue(small.get("note").getAsString().endsWith("by one allocation"), small.toString());
        assertTrue(small.get("bytes").getAsLong() <= 5000, small.toString());
        assertTrue(small.get("bytes").getAsLong() > 4000, small.toString());
        assertTrue(small.get("validationAccuracy").getAsDouble() > 0.5, small.toString());
        assertTrue(Files.exists(out.resolve("network.lamp")));
    }

    @Test
    void theManifestNamesTheTeacher() throws IOException {
        Path out = folder.resolve("taught");
        steps(out, "--max-drop 100 --steps distill --temperature 3 --teacher " + trained);
        JsonObject manifest = JsonParser.parseString(Files.readString(out.resolve("manifest.json")))
                .getAsJsonObject();
        assertEquals(trained.toString(), manifest.get("teacher").getAsString());
        assertEquals(3, manifest.get("temperature").getAsDouble());
    }

    @Test
    void whatCanBePricedButNotTrainedIsNamed() throws IOException {
        GraphBuilder g = new GraphBuilder(data.shape());
        int gate = g.add(
                "swish",
                new Activation(Activation.Function.HARD_SWISH),
                g.add("c", new Convolution(4, 3, 2, 1, true), 0));
        g.add("classifier", new Dense(10), g.add("pool", new GlobalAveragePooling(), gate));
        NetworkGraph graph = g.build();
        NetworkWeights weights = InitialWeights.of(graph, 1);
        Path file = Files.write(folder.resolve("swish.onnx"), written(graph, weights, data.classNames()));
        CommandRun chance = compress(file);
        assertEquals(ExitCode.BAD_INPUT, chance.code(), chance.err());
        assertTrue(
                chance.err().contains("hardly more than chance") || chance.err().contains("swish"), chance.err());
        assertEquals(1, chance.err().strip().lines().count(), chance.err());
    }

    @Test
    void otherClassesAreNamed() throws IOException {
        NetworkGraph graph = network();
        List<String> others = List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j");
        Path file = Files.write(folder.resolve("others.onnx"), written(graph, InitialWeights.of(graph, 1), others));
        CommandRun run = compress(file);
        assertEquals(ExitCode.BAD_INPUT, run.code());
        assertTrue(run.err().contains("its classes are [a, b"), run.err());
    }

    private static CommandRun compress(Path file) {
        return CommandRun.of(
                "compress",
                file.toString(),
                "--profile",
                "raspberry-pi-4",
                "--steps",
                "distill",
                "--out",
                folder.resolve("never").toString());
    }
}
