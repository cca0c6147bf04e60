package org.lampyris.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.lampyris.evaluation.data.DataOptions;
import org.lampyris.evaluation.data.Dataset;
import org.lampyris.evaluation.data.Datasets;
import org.lampyris.evaluation.onnx.ExportableNetwork;
import org.lampyris.evaluation.onnx.OnnxWriter;
import org.lampyris.evaluation.onnx.Preprocessing;
import org.lampyris.evaluation.training.NetworkTrainer;
import org.lampyris.evaluation.training.TrainingPlan;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.space.graph.GraphBuilder;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.Operator.Addition;
import org.lampyris.space.graph.Operator.Concatenation;
import org.lampyris.space.graph.Operator.Dense;
import org.lampyris.space.graph.Operator.GlobalAveragePooling;
import org.lampyris.space.graph.Operator.Pooling;

/** A small network to be compressed, with batch normalisation, a branch and a bypass. */
abstract class SmallCompression {
    @TempDir
    static Path folder;

    static Dataset data;
    static Path trained;

    static NetworkGraph network() {
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

    static byte[] written(NetworkGraph graph, NetworkWeights weights, List<String> classes) {
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

    static List<String> arguments(Path out, String options) {
        return List.of(
                ("compress " + trained + " --profile raspberry-pi-4 --epochs 1 --json --out " + out + " " + options)
                        .split(" ", -1));
    }

    static JsonArray steps(Path out, String options) {
        CommandRun run = CommandRun.of(arguments(out, options).toArray(String[]::new));
        assertEquals(ExitCode.DONE, run.code(), run.err());
        return JsonParser.parseString(run.out()).getAsJsonObject().getAsJsonArray("steps");
    }

    static JsonObject last(JsonArray steps) {
        return steps.get(steps.size() - 1).getAsJsonObject();
    }
}
