package org.lampyris.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lampyris.evaluation.EvaluationResult.Evaluated;
import org.lampyris.evaluation.Metrics;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.evaluation.weights.Tensor;
import org.lampyris.experiments.FinishedRun;
import org.lampyris.experiments.RunFolder;
import org.lampyris.search.Trial;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.WeightFormat;

/** Searches in which bits, zeros, inner widths and ranks are decisions. */
class CompressedSearchTest {
    private static final String SPACE = """
            name: small
            stem: {width: 8, stride: 2, bits: 8}
            stages:
              - width: 16
                block: [fire, inverted_bottleneck, plain]
                kernel: 3
                expansion: 3
                squeeze: 1/2
                layers: [1, 2]
                multiplier: [0.5, 1]
                stride: 2
                bits: [8, 4, 3]
                sparsity: [0, 0.5]
                trim: [1, 1/2]
                rank: [1, 1/2]
            head: {width: 0, bits: [32, 4]}
            """;

    @TempDir
    private static Path folder;

    private static Path run = Path.of("");

    @BeforeAll
    static void search() throws IOException {
        Files.writeString(folder.resolve("small.yaml"), SPACE);
        Photos.in(folder.resolve("photos"), 4, 16);
        run = folder.resolve("run");
        searched(run, "evolution", "4", "2", "--data", "fashion-mnist-mini", "--epochs", "1");
    }

    private static void searched(Path to, String strategy, String trials, String workers, String... more) {
        List<String> command = new ArrayList<>(List.of(
                "search",
                "--profile",
                "raspberry-pi-4",
                "--space",
                folder.resolve("small.yaml").toString(),
                "--strategy",
                strategy,
                "--trials",
                trials,
                "--workers",
                workers,
                "--seed",
                "7",
                "--out",
                to.toString()));
        command.addAll(List.of(more));
        CommandRun searched = CommandRun.of(command.toArray(String[]::new));
        assertEquals(ExitCode.DONE, searched.code(), searched.err());
    }

    @Test
    void keptWeightsAreInTheFormatsThatWereChosen() {
        FinishedRun finished = FinishedRun.read(RunFolder.open(run));
        int checked = 0;
        for (Trial trial : finished.trials()) {
            Path file = run.resolve("weights").resolve(String.format("trial-%05d.safetensors", trial.number()));
            NetworkGraph graph = finished.ingredients().space().decode(trial.architecture());
            if (!(trial.result() instanceof Evaluated) || !Files.exists(file)) {
                continue;
            }
            NetworkWeights weights = finished.weights(trial);
            graph.formats().forEach((layer, format) -> check(weights.get(layer + ".weight"), format));
            assertFalse(graph.formats().isEmpty());
            double flash = trial.result().metrics().get(Metrics.FLASH_BYTES);
            double plain = finished.ingredients()
                    .pricing()
                    .price(graph.withoutFormats())
                    .get(Metrics.FLASH_BYTES);
            assertTrue(flash < plain, flash + " and " + plain);
            checked++;
        }
        assertTrue(checked > 0);
    }

    private static void check(Tensor weight, WeightFormat format) {
        int each = weight.size() / weight.shape().get(0);
        int zeros = 0;
        for (int from = 0; from < weight.size(); from += each) {
            TreeSet<Float> values = new TreeSet<>();
            for (int i = from; i < from + each; i++) {
                values.add(weight.value(i));
                zeros += weight.value(i) == 0 ? 1 : 0;
            }
            assertTrue(values.size() < 1 << format.bits(), () -> format + " has the values " + values);
        }
        assertTrue(zeros >= format.zeros(weight.size()), format + " has " + zeros + " zeros of " + weight.size());
    }

    @Test
    void aRunThatWentOnIsOneThatNeverStopped() throws IOException {
        Path stopped = folder.resolve("stopped");
        searched(stopped, "evolution", "2", "1", "--data", "fashion-mnist-mini", "--epochs", "1");
        CommandRun resumed = CommandRun.of("resume", stopped.toString(), "--trials", "4", "--workers", "1");
        assertEquals(ExitCode.DONE, resumed.code(), resumed.err());
        assertEquals(RunContent.of(run), RunContent.of(stopped));
    }

    @Test
    void theNetworkIsShownExportedPackedAndPriced() throws IOException {
        CommandRun shown = CommandRun.of("show", run.toString());
        assertEquals(ExitCode.DONE, shown.code(), shown.err());
        assertTrue(shown.out().matches("(?s).* b[348] .*"), shown.out());
        Path out = folder.resolve("exported");
        CommandRun exported =
                CommandRun.of("export", run.toString(), "--select", "best", "--out", out.toString(), "--json");
        assertEquals(ExitCode.DONE, exported.code(), exported.err());
        assertTrue(exported.out().contains("\"runtime\": \"ONNX Runtime\""), exported.out());
        Path file = out.resolve("network.onnx");
        Path lamp = folder.resolve("network.lamp");
        CommandRun packed = CommandRun.of("pack", file.toString(), "--out", lamp.toString());
        assertEquals(ExitCode.DONE, packed.code(), packed.err());
        assertTrue(Files.size(lamp) < Files.size(file) * 0.7, Files.size(lamp) + " of " + Files.size(file));
        CommandRun priced = CommandRun.of("profile", "estimate", "raspberry-pi-4", "--model", file.toString());
        assertEquals(ExitCode.DONE, priced.code(), priced.err());
        assertTrue(priced.out().contains("no int8 is known"), priced.out());
        Path json = folder.resolve("graph");
        CommandRun graph = CommandRun.of(
                "export", run.toString(), "--select", "best", "--format", "json", "--out", json.toString());
        assertEquals(ExitCode.DONE, graph.code(), graph.err());
        assertTrue(Files.readString(json.resolve("network.json")).contains("\"bits\": "));
    }

    /** With and without halving, on tiny images. */
    @ParameterizedTest
    @ValueSource(strings = {"reinforce", "nsga2", "local", "random"})
    void everyStrategySearchesIt(String strategy) throws IOException {
        Path photos = folder.resolve("photos");
        Path one = folder.resolve(strategy + "1");
        Path two = folder.resolve(strategy + "2");
        searched(one, strategy, "2", "1", "--data", photos.toString(), "--epochs", "2", "--halving");
        searched(two, strategy, "2", "2", "--data", photos.toString(), "--epochs", "2", "--halving");
        assertEquals(RunContent.of(one), RunContent.of(two));
    }
}
