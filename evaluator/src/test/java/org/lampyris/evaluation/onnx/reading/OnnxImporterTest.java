package org.lampyris.evaluation.onnx.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.lampyris.evaluation.onnx.ExportableNetwork;
import org.lampyris.evaluation.onnx.OnnxWriter;
import org.lampyris.evaluation.onnx.RandomNetworks;
import org.lampyris.evaluation.weights.WeightedNetwork;
import org.lampyris.space.graph.GraphStatistics;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.Node;
import org.lampyris.space.graph.Operator;
import org.lampyris.space.graph.TensorShape;
import org.lampyris.space.graph.Window;

final class OnnxImporterTest {
    private static final Path SHARED = Path.of("..", "..", "shared", "benchmarks", "models");

    /** Of MLPerf Tiny, converted from TensorFlow Lite by tflite2onnx. */
    @Test
    void anImageClassifierFromElsewhere() throws IOException {
        Path file = SHARED.resolve("resnet8_cifar10_fp32.onnx");
        Assumptions.assumeTrue(Files.exists(file), file + " isn't there");
        ImportedNetwork imported = OnnxImporter.read(file);
        NetworkGraph graph = imported.network().graph();

        assertEquals(10, graph.classes());
        assertEquals(12_501_632, GraphStatistics.of(graph).multiplyAdds());
        assertEquals(List.of(), imported.classes());
        assertFalse(imported.channelsLast());
        assertEquals("input_1", imported.input());
        assertEquals("Identity", imported.output());
        assertEquals(1, imported.preprocessing().scale());
        assertTrue(graph.nodes().stream().anyMatch(node -> node.operator() instanceof Operator.GlobalAveragePooling));
        double worst = ImportParity.assertAgrees("resnet8", Files.readAllBytes(file), imported, 64, 1);
        assertTrue(worst < 1e-5, "worst " + worst);
        ImportParity.assertAgrees("resnet8 of pixels", Files.readAllBytes(file), imported, 8, 255);
        ImportedNetwork again = OnnxImporter.read("again", ImportParity.written(imported));
        assertEquals(operators(graph), operators(again.network().graph()));
    }

    @Test
    void ourOwnFilesComeBack() {
        double worst = 0;
        for (long seed = 1; seed <= 100; seed++) {
            RandomNetworks networks = new RandomNetworks(seed);
            ExportableNetwork network = networks.trained(networks.graph()).with(Map.of("seed", Long.toString(seed)));
            byte[] model = new OnnxWriter("test").encode(network);
            ImportedNetwork imported = OnnxImporter.read("seed " + seed, model);

            assertEquals(network.classes(), imported.classes());
            assertEquals(network.preprocessing(), imported.preprocessing());
            assertEquals(Map.of("seed", Long.toString(seed)), imported.metadata());
            NetworkGraph folded = new WeightedNetwork(network.graph(), network.weights())
                    .folded()
                    .graph();
            assertEquals(written(folded), operators(imported.network().graph()), "seed " + seed);
            worst = Math.max(worst, ImportParity.assertAgrees("seed " + seed, model, imported, 2, 255));
        }
        assertTrue(worst < 1e-5, "worst " + worst);
    }

    private static List<Operator> operators(NetworkGraph graph) {
        return graph.nodes().stream().map(Node::operator).toList();
    }

    /** As ONNX has them: additions of two, no padding by nothing, and averages of the whole image are global. */
    private static List<Operator> written(NetworkGraph graph) {
        List<Operator> operators = new ArrayList<>();
        for (int i = 0; i < graph.nodes().size(); i++) {
            Node node = graph.nodes().get(i);
            if (node.operator() instanceof Operator.Addition) {
                operators.addAll(Collections.nCopies(node.inputs().size() - 1, node.operator()));
            } else if (node.operator() instanceof Operator.Pooling pooling) {
                operators.add(written(pooling, graph.inputShape(i)));
            } else if (!node.operator().equals(new Operator.Padding(0, 0, 0, 0))) {
                operators.add(node.operator());
            }
        }
        return operators;
    }

    private static Operator written(Operator.Pooling pooling, TensorShape in) {
        Window.Axis rows = pooling.window().rows();
        Window.Axis columns = pooling.window().columns();
        boolean padded = rows.before() + rows.after() + columns.before() + columns.after() > 0;
        boolean average = pooling.kind() == Operator.Pooling.Kind.AVERAGE;
        return average && !padded && rows.kernel() == in.height() && columns.kernel() == in.width()
                ? new Operator.GlobalAveragePooling()
                : new Operator.Pooling(pooling.kind(), pooling.window(), pooling.countsPadding() && padded);
    }
}
