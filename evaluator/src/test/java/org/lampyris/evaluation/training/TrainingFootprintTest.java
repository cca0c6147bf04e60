package org.lampyris.evaluation.training;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.lampyris.evaluation.training.TrainingPlan.Optimizer;
import org.lampyris.evaluation.training.TrainingPlan.Rule;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.Operator.Addition;
import org.lampyris.space.graph.Operator.Concatenation;
import org.lampyris.space.graph.Operator.Pooling;

/** What trainings leave in memory. */
final class TrainingFootprintTest {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final int BATCH = 16;

    /** Fifty that all differ; the first ten have the largest height and the most channels among them. */
    @Test
    void fiftyNetworksTakeNoMoreThanTen() throws IOException {
        assumeTrue(Files.isReadable(STATUS), "skipped: " + STATUS + " is not there");
        long afterTen = 0;
        for (int i = 1; i <= 50; i++) {
            train(i);
            if (i == 10) {
                afterTen = residentKilobytes();
            }
        }
        long afterFifty = residentKilobytes();
        assertTrue(
                afterFifty <= 1.25 * afterTen,
                "resident after 10 networks: " + afterTen + " kB, after 50: " + afterFifty + " kB");
    }

    private static void train(int number) {
        NetworkGraph graph = graph(16 + number % 7, 8 + number % 8);
        RandomBatch batch = new RandomBatch(graph, BATCH, number);
        Optimizer optimizer = new Optimizer(Rule.SGD, 0.05, 0.9, 5e-4);
        try (TrainableNetwork network = new TrainableNetwork(graph, optimizer, 2)) {
            network.setWeights(InitialWeights.of(graph, number));
            for (int step = 0; step < 2; step++) {
                network.fit(batch.features(), batch.oneHot());
            }
            network.logits(batch.features());
        } finally {
            batch.features().close();
            batch.oneHot().close();
        }
    }

    private static NetworkGraph graph(int size, int channels) {
        return SmallNetworks.network(2, size, size, g -> {
            int stem = g.convolutionRelu("stem", 0, channels, 3, 1, 1);
            int depthwise = g.convolutionRelu("depthwise", stem, channels, 3, 1, channels);
            int sum = g.relu("sum", g.add("sum", new Addition(), stem, depthwise));
            int pooled = g.add("pool", new Pooling(Pooling.Kind.MAXIMUM, 2, 2), sum);
            int narrow = g.convolutionRelu("narrow", pooled, 4, 1, 1, 1);
            return g.add("both", new Concatenation(), narrow, pooled);
        });
    }

    private static long residentKilobytes() throws IOException {
        System.gc();
        return Files.readAllLines(STATUS).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
