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
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lampyris.evaluation.compression.coding.CodedTensor;
import org.lampyris.evaluation.compression.coding.PowersOfTwo;
import org.lampyris.evaluation.onnx.Lamp;
import org.lampyris.evaluation.onnx.reading.OnnxImporter;
import org.lampyris.evaluation.training.InitialWeights;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.evaluation.weights.Tensor;
import org.lampyris.input.Sha256;
import org.lampyris.space.graph.GraphBuilder;
import org.lampyris.space.graph.GraphStatistics;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.Operator.Activation;
import org.lampyris.space.graph.Operator.Convolution;
import org.lampyris.space.graph.Operator.Dense;
import org.lampyris.space.graph.Operator.GlobalAveragePooling;

/** Each step of {@code compress}. */
class CompressStepsTest extends SmallCompression {
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

    /** On a device that little but arithmetic costs, at a third of it, some layer is better off as a pair. */
    @Test
    void layersBecomeSeparablePairsWhereTheseAreBetter() throws IOException {
        Path profile = Files.writeString(folder.resolve("arithmetic.yaml"), """
                device: arithmetic
                description: A board that computes slowly
                precision: float32
                provenance: {measured_by: tests, method: none, date: today, source: here, licence: MIT}
                roofline:
                  convolution_mmacs_per_s: 100
                  depthwise_mmacs_per_s: 100
                  dense_mmacs_per_s: 100
                  memory_mb_per_s: 10000
                  overhead_us: 0
                  relative_error: 0.1
                """);
        Path out = folder.resolve("pairs");
        CommandRun run = CommandRun.of(("compress " + trained + " --profile " + profile
                        + " --steps factorize,quantize,encode --weights lightnn-2 --latency-speedup 2 --max-drop 100"
                        + " --epochs 1 --out " + out)
                .split(" ", -1));
        assertEquals(ExitCode.DONE, run.code(), run.err());
        assertTrue(run.out().contains(" as k x 1 and 1 x k), predicted "), run.out());
        NetworkGraph graph =
                OnnxImporter.read(out.resolve("network.onnx")).network().graph();
        List<Convolution> oblong = graph.nodes().stream()
                .filter(node -> node.operator() instanceof Convolution c
                        && c.window().rows().kernel() != c.window().columns().kernel())
                .map(node -> (Convolution) node.operator())
                .toList();
        assertTrue(oblong.size() >= 2 && oblong.size() % 2 == 0, run.out());
        assertTrue(Files.exists(out.resolve("network.lamp")));
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

    @ParameterizedTest
    @CsvSource({"lightnn-1,1,4,4.00", "lightnn-2,2,8,8.00", "flightnn,2,8,"})
    void weightsBecomeSumsOfPowersOfTwoAndArePackedAsSuch(String kind, int terms, int bits, @Nullable String noted)
            throws IOException {
        Path out = folder.resolve(kind);
        JsonArray steps = steps(out, "--max-drop 100 --steps quantize,encode --weights " + kind);
        JsonObject quantized = steps.get(1).getAsJsonObject();
        assertTrue(quantized.get("note").getAsString().endsWith("bits a weight, activations floats; packed"));
        assertTrue(quantized.get("note").getAsString().contains(noted == null ? "FLightNN, " : noted), kind);
        assertTrue(quantized.get("validationAccuracy").getAsDouble() > 0.4, quantized.toString());
        assertEquals("nothing gained, or nothing to do", last(steps).get("note").getAsString());
        byte[] lamp = Files.readAllBytes(out.resolve("network.lamp"));
        byte[] onnx = Files.readAllBytes(out.resolve("network.onnx"));
        assertEquals(lamp.length, quantized.get("bytes").getAsInt());
        assertArrayEquals(onnx, Lamp.unpack(lamp));
        assertArrayEquals(lamp, Lamp.pack(onnx, Map.of()));
        long weights = 0;
        double packed = 0;
        for (CodedTensor code : Lamp.open(kind, lamp).codes().values()) {
            if (code.shape().size() > 1 && code.decode().size() > 100) {
                assertTrue(sums(code.decode(), terms), kind);
                weights += code.decode().size();
                packed += code.bits();
            }
        }
        assertEquals(16_144, weights);
        assertTrue(packed <= bits * weights, packed / weights + " bits a weight");
    }

    /** Whether all values are sums of so many powers of two, of 7 that follow each other. */
    private static boolean sums(Tensor tensor, int terms) {
        float least = Float.MAX_VALUE;
        float most = 0;
        for (float value : tensor.values()) {
            float size = Math.abs(value);
            least = size > 0 ? Math.min(least, Math.ulp(size) * (1 << 23)) : least;
            most = Math.max(most, size);
            if (terms == 1 && size > 0 && size != Math.scalb(1f, Math.getExponent(size))) {
                return false;
            }
        }
        return PowersOfTwo.exact(tensor).isPresent() && most / least < (terms == 1 ? 65 : 128);
    }

    @Test
    void whatWasPrunedStaysZeroAsSumsOfPowersOfTwo() throws IOException {
        Path out = folder.resolve("sparse");
        JsonArray steps =
                steps(out, "--max-drop 100 --size 20KB --steps prune,quantize --weights flightnn --learning-rate 0.02");
        assertTrue(last(steps).get("note").getAsString().startsWith("FLightNN"), steps.toString());
        double share = Double.parseDouble(
                steps.get(1).getAsJsonObject().get("note").getAsString().split(" ", -1)[0]);
        NetworkWeights weights =
                OnnxImporter.read(out.resolve("network.onnx")).network().weights();
        long all = 0;
        long kept = 0;
        for (Map.Entry<String, Tensor> entry : weights.tensors().entrySet()) {
            for (float value : entry.getKey().endsWith(NetworkWeights.WEIGHT)
                    ? entry.getValue().values()
                    : new float[0]) {
                all++;
                kept += value == 0 ? 0 : 1;
            }
        }
        assertTrue(100.0 * kept / all <= share + 0.1, kept + " of " + all + ", not " + share + " %");
        assertTrue(Files.size(out.resolve("network.lamp")) < 20_000, steps.toString());
    }

    @Test
    void pruningANormalisedNetworkKeepsItsZerosWhenItIsFolded() {
        JsonArray steps = steps(folder.resolve("pruned"), "--max-drop 100 --size 20KB --steps distill,prune,encode");
        assertTrue(steps.get(2).getAsJsonObject().get("note").getAsString().endsWith("of the weights left"));
        assertTrue(last(steps).get("bytes").getAsLong() < 20_000, steps.toString());
        assertTrue(
                last(steps).get("note").getAsString().startsWith("at most 32 values"), "fewer aren't needed: " + steps);
    }

    @Test
    void valuesBecomeFewerUntilTheSizeIsReached() {
        JsonObject encoded = last(steps(folder.resolve("few-values"), "--max-drop 100 --size 100B --steps encode"));
        String note = encoded.get("note").getAsString();
        assertTrue(note.startsWith("at most 4 values a layer"), note);
        long over = encoded.get("bytes").getAsLong() - 100;
        assertTrue(note.endsWith(", " + over + " bytes over the size"), note);
    }

    @Test
    void whatIsPrunedIsPackedIfNothingFollows() throws IOException {
        Path out = folder.resolve("pruned-alone");
        JsonArray steps = steps(out, "--max-drop 100 --size 20KB --steps prune");
        assertEquals(
                "24.0 % of the weights left, packed", last(steps).get("note").getAsString());
        assertEquals(
                Files.size(out.resolve("network.lamp")),
                last(steps).get("bytes").getAsLong());
        assertTrue(last(steps).get("bytes").getAsLong() <= 20_000, steps.toString());
        assertTrue(steps.get(0).getAsJsonObject().get("bytes").getAsLong() > 60_000, steps.toString());
    }

    @Test
    void theManifestNamesTheTeacherAndTheSettings() throws IOException {
        Path out = folder.resolve("taught");
        steps(out, "--max-drop 80 --no-flip --steps distill --temperature 3 --teacher " + trained);
        JsonObject manifest = JsonParser.parseString(Files.readString(out.resolve("manifest.json")))
                .getAsJsonObject();
        assertEquals(trained.toString(), manifest.get("teacher").getAsString());
        assertEquals(3, manifest.get("temperature").getAsDouble());
        assertEquals(0.8, manifest.get("maxDrop").getAsDouble());
        assertEquals(1, manifest.get("epochs").getAsInt());
        assertEquals(0.01, manifest.get("learningRate").getAsDouble());
        assertFalse(manifest.get("flip").getAsBoolean());
        assertFalse(manifest.has("size") || manifest.has("weights"), manifest.toString());
        assertEquals(
                Sha256.hex(Files.readAllBytes(trained)),
                manifest.get("networkSha256").getAsString());
        assertTrue(manifest.get("teacherSha256").getAsString().matches("[0-9a-f]{64}"), manifest.toString());
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
