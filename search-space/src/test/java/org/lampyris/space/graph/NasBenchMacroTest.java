package org.lampyris.space.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lampyris.space.blocks.InvertedBottleneck;
import org.lampyris.space.blocks.LayerBlock;
import org.lampyris.space.blocks.Skip;
import org.lampyris.space.graph.Operator.Dense;
import org.lampyris.space.graph.Operator.GlobalAveragePooling;

/** The counters against the 6,561 networks whose parameters and multiply-adds were published. */
class NasBenchMacroTest {
    private static final int ROWS = 6561;
    private static final int[] WIDTHS = {64, 64, 128, 128, 128, 256, 256, 256};
    private static final List<Integer> STRIDED = List.of(0, 2, 5);

    @Test
    void countersReproduceEveryRow() throws IOException {
        Path file = Path.of(System.getProperty("lampyris.benchmarks", ""), "accuracy", "nas-bench-macro.csv");
        assumeTrue(Files.exists(file), () -> "skipped: " + file + " is not there");
        List<String> lines = Files.readAllLines(file);
        List<String> header = List.of(lines.get(0).split(","));
        int parameters = header.indexOf("params");
        int multiplyAdds = header.indexOf("macs");
        for (String line : lines.subList(1, lines.size())) {
            String[] row = line.split(",");
            GraphStatistics statistics = GraphStatistics.of(network(List.of(row).subList(0, WIDTHS.length)));
            assertEquals(Long.parseLong(row[parameters]), statistics.parameters(), line);
            assertEquals(Long.parseLong(row[multiplyAdds]), statistics.multiplyAdds(), line);
        }
        assertEquals(ROWS, lines.size() - 1);
    }

    private static NetworkGraph network(List<String> layers) {
        GraphBuilder graph = new GraphBuilder(new TensorShape(3, 32, 32));
        int last = graph.convolutionRelu("stem", 0, 32, 3, 1, 1);
        for (int i = 0; i < layers.size(); i++) {
            LayerBlock block = switch (layers.get(i)) {
                case "identity" -> new Skip();
                case "mb_k3_e3" -> new InvertedBottleneck(3, 3);
                case "mb_k5_e6" -> new InvertedBottleneck(5, 6);
                default -> throw new AssertionError(layers.get(i));
            };
            last = block.append(graph, "layer" + (i + 1), last, WIDTHS[i], STRIDED.contains(i) ? 2 : 1);
        }
        last = graph.convolutionRelu("head", last, 1280, 1, 1, 1);
        last = graph.add("pool", new GlobalAveragePooling(), last);
        graph.add("dense", new Dense(10), last);
        return graph.build();
    }
}
