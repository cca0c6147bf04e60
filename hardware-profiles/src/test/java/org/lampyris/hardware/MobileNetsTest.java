package org.lampyris.hardware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lampyris.space.blocks.InvertedBottleneck;
import org.lampyris.space.graph.Block;
import org.lampyris.space.graph.GraphBuilder;
import org.lampyris.space.graph.GraphStatistics;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.Operator.Dense;
import org.lampyris.space.graph.Operator.GlobalAveragePooling;
import org.lampyris.space.graph.TensorShape;

/** Whole MobileNetV2 networks on a Pixel 1, which others measured than those of the table. */
class MobileNetsTest {
    /** Expansion, channels, layers and stride of each stage (Sandler et al. 2018, table 2). */
    private static final int[][] STAGES = {
        {1, 16, 1, 1}, {6, 24, 2, 2}, {6, 32, 3, 2}, {6, 64, 4, 2}, {6, 96, 3, 1}, {6, 160, 3, 2}, {6, 320, 1, 1}
    };

    @Test
    void wholeNetworksAreWithinAFewPercent() throws IOException {
        Path file = Path.of(System.getProperty("lampyris.benchmarks", ""), "latency", "mobilenet-networks-pixel.csv");
        assumeTrue(Files.exists(file), "skipped: " + file + " is not there");
        CostModel model = HardwareProfiles.load("pixel-1").costModel();
        List<String[]> rows = Files.readAllLines(file).stream()
                .map(row -> row.split(",", -1))
                .filter(cells -> cells[0].equals("mobilenet_v2"))
                .toList();
        double sum = 0;
        double worst = 0;
        for (String[] cells : rows) {
            NetworkGraph graph = network(Double.parseDouble(cells[1]), Integer.parseInt(cells[2]));
            assertEquals(Double.parseDouble(cells[3]), GraphStatistics.of(graph).multiplyAdds() / 1e6, 1.5);
            double error = Math.abs(model.estimate(graph).latencyMs() / Double.parseDouble(cells[7]) - 1);
            sum += error;
            worst = Math.max(worst, error);
        }
        assertEquals(22, rows.size());
        assertTrue(sum / rows.size() < 0.055, "mean error " + sum / rows.size());
        assertTrue(worst < 0.14, "worst error " + worst);
    }

    private static NetworkGraph network(double width, int resolution) {
        GraphBuilder b = new GraphBuilder(new TensorShape(3, resolution, resolution));
        int at = b.convolutionRelu("stem", 0, scaled(32 * width), 3, 2, 1);
        b.block("stem", Block.Kind.STEM, 3, 2, 1, 1, 1);
        for (int[] stage : STAGES) {
            for (int layer = 0; layer < stage[2]; layer++) {
                InvertedBottleneck block = new InvertedBottleneck(3, stage[0]);
                at = block.append(b, "layer" + b.next(), at, scaled(stage[1] * width), layer == 0 ? stage[3] : 1);
            }
        }
        int head = b.next();
        at = b.convolutionRelu("head", at, width > 1 ? scaled(1280 * width) : 1280, 1, 1, 1);
        at = b.add("pool", new GlobalAveragePooling(), at);
        b.add("logits", new Dense(1001), at);
        b.block("head", Block.Kind.HEAD, 1, 1, 1, 1, head);
        return b.build();
    }

    /** Multiples of 8, never more than a tenth below. */
    private static int scaled(double channels) {
        int rounded = Math.max(8, (int) (channels + 4) / 8 * 8);
        return rounded < 0.9 * channels ? rounded + 8 : rounded;
    }
}
