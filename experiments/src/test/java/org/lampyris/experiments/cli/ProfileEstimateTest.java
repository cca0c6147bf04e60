package org.lampyris.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lampyris.evaluation.onnx.ExportableNetwork;
import org.lampyris.evaluation.onnx.OnnxWriter;
import org.lampyris.evaluation.onnx.Preprocessing;
import org.lampyris.evaluation.onnx.reading.OnnxImporter;
import org.lampyris.evaluation.training.ClassicNetworks;
import org.lampyris.evaluation.training.InitialWeights;
import org.lampyris.experiments.profiling.NetworkEstimate;
import org.lampyris.hardware.HardwareProfiles;
import org.lampyris.space.FireBottleneckSpace;
import org.lampyris.space.SpaceDefinition;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.TensorShape;

/** {@code profile estimate} of files. */
class ProfileEstimateTest {
    private static final String PROFILE = "raspberry-pi-4";
    /** Milliseconds are printed with four digits after the point. */
    private static final double PRINTED = 0.51e-4;

    private static final Path SHARED =
            Path.of(System.getProperty("lampyris.root", "..")).resolve("../shared/benchmarks/models");

    @TempDir
    Path folder;

    private static CommandRun estimate(Path file) {
        return CommandRun.of("profile", "estimate", PROFILE, "--model", file.toString());
    }

    private Path write(NetworkGraph graph, Map<String, String> metadata) throws IOException {
        List<String> classes =
                IntStream.range(0, graph.classes()).mapToObj(i -> "class" + i).toList();
        Path file = folder.resolve("model.onnx");
        Preprocessing preprocessing = Preprocessing.ofBytes(graph.input().channels());
        new OnnxWriter("1")
                .write(
                        file,
                        ExportableNetwork.of(graph, InitialWeights.of(graph, 1), preprocessing, classes)
                                .with(metadata));
        return file;
    }

    /** Without anything that says that it is one of ours. */
    private static Path disguise(Path file) throws IOException {
        ModelProto.Builder model = ModelProto.parseFrom(Files.readAllBytes(file)).toBuilder();
        model.clearMetadataProps().clearProducerName().clearDomain().clearDocString();
        GraphProto.Builder graph = model.getGraphBuilder();
        String input = graph.getInput(0).getName();
        graph.getInputBuilder(0).setName("x");
        for (int i = 0; i < graph.getNodeCount(); i++) {
            for (int k = 0; k < graph.getNode(i).getInputCount(); k++) {
                if (graph.getNode(i).getInput(k).equals(input)) {
                    graph.getNodeBuilder(i).setInput(k, "x");
                }
            }
        }
        return Files.write(file, model.build().toByteArray());
    }

    @ParameterizedTest
    @ValueSource(strings = {"lenet-300-100", "lenet-5", "squeezenet"})
    void aNetworkOfNoSpaceIsPriced(String name) throws IOException {
        NetworkGraph graph = ClassicNetworks.named(name, new TensorShape(3, 32, 32), 10);
        Path file = write(graph, Map.of());
        CommandRun ours = estimate(file);
        CommandRun foreign = estimate(disguise(file));

        assertEquals(ExitCode.DONE, ours.code(), ours.err());
        assertEquals(ExitCode.DONE, foreign.code(), foreign.err());
        assertTrue(ours.out().contains(" ms +- "), ours.out());
        double expected =
                HardwareProfiles.load(PROFILE).costModel().estimate(graph).latencyMs();
        assertEquals(expected, latency(ours), PRINTED, ours.out());
        assertEquals(expected, latency(foreign), PRINTED, foreign.out());
    }

    private static double latency(CommandRun run) {
        String line =
                run.out().lines().filter(l -> l.contains(" ms +- ")).findFirst().orElseThrow();
        return Double.parseDouble(line.substring(0, line.indexOf(' ')));
    }

    @Test
    void anExportedNetworkIsThatOfItsSpace() throws IOException {
        FireBottleneckSpace space = new FireBottleneckSpace(
                SpaceDefinition.parse("small", SmallSpace.YAML), new TensorShape(1, 28, 28), 10);
        List<Integer> choices = space.sample(new SplittableRandom(1)).choices();
        NetworkGraph graph = space.decode(choices);
        String written = choices.stream().map(String::valueOf).collect(Collectors.joining("."));
        Path file = write(graph, Map.of("choices", written, "space", SmallSpace.YAML));

        assertEquals(
                new NetworkEstimate(graph, HardwareProfiles.load(PROFILE)).text(),
                estimate(file).out());

        for (String wrong : List.of("", "0", written + ".", "a.b", written + ".0", "99" + written)) {
            refused(
                    write(graph, Map.of("choices", wrong, "space", SmallSpace.YAML)),
                    "model.onnx: its choices aren't of its space");
        }
    }

    @Test
    void whatCantBeImportedIsRefusedByTheImporter() throws IOException {
        Path file = disguise(write(ClassicNetworks.named("lenet-5", new TensorShape(1, 28, 28), 10), Map.of()));
        ModelProto.Builder model = ModelProto.parseFrom(Files.readAllBytes(file)).toBuilder();
        model.getGraphBuilder().getNodeBuilder(3).setOpType("Einsum");
        Files.write(file, model.build().toByteArray());
        refused(file, "has the operator Einsum, which can't be imported. Supported: ");
        Files.writeString(file, "no network\n");
        refused(file, "model.onnx: it is no ONNX file");
        Files.write(file, new byte[0]);
        refused(file, "model.onnx: it is no ONNX file");
    }

    @Test
    void aForeignNetworkIsPriced() {
        Path file = SHARED.resolve("resnet8_cifar10_fp32.onnx");
        Assumptions.assumeTrue(Files.exists(file), file + " isn't there");
        CommandRun run = estimate(file);
        assertEquals(ExitCode.DONE, run.code(), run.err());
        NetworkGraph graph = OnnxImporter.read(file).network().graph();
        double expected =
                HardwareProfiles.load(PROFILE).costModel().estimate(graph).latencyMs();
        assertEquals(expected, latency(run), PRINTED, run.out());
    }

    private static void refused(Path file, String message) {
        CommandRun run = estimate(file);
        assertEquals(ExitCode.BAD_INPUT, run.code(), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
        assertTrue(run.err().contains(message), run.err());
    }
}
