package org.lampyris.evaluation.measuring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lampyris.hardware.latency.Precision;
import org.lampyris.space.FireBottleneckSpace;
import org.lampyris.space.SpaceDefinition;
import org.lampyris.space.graph.TensorShape;

class KitTest {
    private static final List<Probe> PROBES = new ProbePlan(
                    new FireBottleneckSpace(SpaceDefinition.shipped("fire-bottleneck"), new TensorShape(1, 12, 12), 4),
                    "abc",
                    1)
            .probes(3, List.of(Precision.FLOAT32))
            .subList(0, 60);

    @TempDir
    Path folder;

    private static int run(Path in, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(in.toFile())
                .redirectErrorStream(true)
                .redirectOutput(in.resolve("said").toFile())
                .start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "doesn't end");
        return process.exitValue();
    }

    private static List<List<String>> cells(Path csv) {
        return Measurements.read(csv).stream().map(MeasuredRow::cells).toList();
    }

    @Test
    void aRunnerThatPrintsMillisecondsIsEnough() throws IOException, InterruptedException {
        Path kit = Files.createDirectory(folder.resolve("kit"));
        Kit.write(kit, PROBES);
        String[] command = {"sh", "measure.sh", "test -s MODEL && echo took 1.25 ms", "took [0-9.]* ms", "out.csv"};
        assertEquals(0, run(kit, command), () -> said(kit));
        // A depthwise convolution's row ends as a convolution's does.
        assertTrue(
                PROBES.stream()
                        .anyMatch(p -> p.cells().get(0).equals("depthwise_convolution")
                                && PROBES.stream()
                                        .anyMatch(o -> o.cells().get(0).equals("convolution"))),
                "the plan has no depthwise convolution");
        List<List<String>> expected = PROBES.stream().map(Probe::cells).toList();
        assertEquals(expected, cells(kit.resolve("out.csv")));
        assertEquals(
                1.25,
                Measurements.read(kit.resolve("out.csv")).get(0).measured().ms());

        List<String> lines = Files.readAllLines(kit.resolve("out.csv"));
        Files.writeString(kit.resolve("out.csv"), String.join("\n", lines.subList(0, 5)) + "\nfire,3,1,0.5,1,8");
        assertEquals(0, run(kit, command), () -> said(kit));
        assertEquals(expected, cells(kit.resolve("out.csv")), "it goes on where it was");

        assertEquals(1, run(kit, "sh", "measure.sh", "echo hello", "took [0-9.]* ms", "none.csv"));
        assertTrue(said(kit).contains("hello"), () -> said(kit));
    }

    @Test
    void thePythonScriptMeasuresWithOnnxRuntime() throws IOException, InterruptedException {
        Path kit = Files.createDirectory(folder.resolve("kit"));
        Kit.write(kit, PROBES);
        assumeTrue(
                run(kit, "python3", "-c", "import numpy, onnxruntime") == 0,
                "python3 has no onnxruntime here: measure.py isn't tried");
        assertEquals(0, run(kit, "python3", "measure.py"), () -> said(kit));
        assertEquals(PROBES.stream().map(Probe::cells).toList(), cells(kit.resolve("measurements.csv")));
    }

    /** With a made-up runtime, so that the script itself is tried wherever there is Python. */
    @Test
    void thePythonScriptGoesOnAndMixesNothing() throws IOException, InterruptedException {
        Path kit = Files.createDirectory(folder.resolve("kit"));
        Kit.write(kit, PROBES);
        assumeTrue(run(kit, "sh", "-c", "command -v python3") == 0, "there is no python3: measure.py isn't tried");
        Files.writeString(kit.resolve("numpy.py"), """
                float32 = "float32"
                class Values:
                    def __getattr__(self, name):
                        return lambda *arguments: self
                    def _same(self, other):
                        return self
                    __mul__ = __mod__ = __truediv__ = __sub__ = _same
                def arange(count):
                    return Values()
                """);
        Files.writeString(kit.resolve("onnxruntime.py"), """
                import os
                __version__ = "1.0"
                class SessionOptions:
                    pass
                class InferenceSession:
                    def __init__(self, path, options, providers):
                        assert os.path.getsize(path) > 0 and options.intra_op_num_threads >= 1
                    def run(self, outputs, feed):
                        assert outputs is None and list(feed) == ["image"]
                """);
        assertEquals(0, run(kit, "python3", "measure.py"), () -> said(kit));
        Path csv = kit.resolve("measurements.csv");
        List<List<String>> expected = PROBES.stream().map(Probe::cells).toList();
        assertEquals(expected, cells(csv));

        List<String> lines = Files.readAllLines(csv);
        Files.writeString(csv, String.join("\n", lines.subList(0, 31)) + "\nfire,3,1");
        assertEquals(0, run(kit, "python3", "measure.py"), () -> said(kit));
        assertTrue(said(kit).contains("60 models, 30 of them measured"), () -> said(kit));
        assertEquals(expected, cells(csv));

        assertEquals(1, run(kit, "python3", "measure.py", "--threads", "2"), () -> said(kit));
        assertTrue(said(kit).contains("another set-up"), () -> said(kit));
        Files.writeString(kit.resolve("mine.csv"), "a,b\n1,2");
        assertEquals(1, run(kit, "python3", "measure.py", "--out", "mine.csv"), () -> said(kit));
        assertEquals("a,b\n1,2", Files.readString(kit.resolve("mine.csv")));
    }

    private static String said(Path kit) {
        try {
            return Files.readString(kit.resolve("said"), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
