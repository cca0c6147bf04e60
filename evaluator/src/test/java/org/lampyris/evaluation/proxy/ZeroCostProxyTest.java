package org.lampyris.evaluation.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.lampyris.evaluation.data.DataOptions;
import org.lampyris.evaluation.data.Dataset;
import org.lampyris.evaluation.data.Datasets;
import org.lampyris.evaluation.training.TrainingException;
import org.lampyris.space.FireBottleneckSpace;
import org.lampyris.space.SpaceDefinition;
import org.lampyris.space.graph.NetworkGraph;

class ZeroCostProxyTest {
    private static final int BATCH = 8;
    private static Dataset data;
    private static FireBottleneckSpace space;

    @BeforeAll
    static void open() {
        data = Datasets.open("fashion-mnist-mini", DataOptions.withSeed(1));
        space = new FireBottleneckSpace(
                SpaceDefinition.shipped("fire-bottleneck"),
                data.shape(),
                data.classNames().size());
    }

    private static List<ZeroCostProxy> measured() {
        return List.of(new SynFlow(), new GradientNorm(data, BATCH), new Naswot(data, BATCH));
    }

    private static NetworkGraph network(long seed) {
        return space.decode(space.sample(new SplittableRandom(seed)));
    }

    @Test
    void scoresAreFiniteOnTheDefaultSpace() throws TrainingException {
        for (int seed = 0; seed < 50; seed++) {
            NetworkGraph graph = network(seed);
            for (ZeroCostProxy proxy : measured()) {
                double score = proxy.score(graph, seed);
                assertTrue(Double.isFinite(score), proxy.getClass() + ", seed " + seed + ": " + score);
            }
        }
    }

    @Test
    void sameSeedSameScore() throws TrainingException {
        NetworkGraph graph = network(3);
        for (ZeroCostProxy proxy : measured()) {
            double score = proxy.score(graph, 11);
            assertEquals(score, proxy.score(graph, 11));
            assertNotEquals(score, proxy.score(graph, 12), "another start: " + proxy.getClass());
        }
    }

    @Test
    void threadsDontDisturbEachOther() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            for (ZeroCostProxy proxy : measured()) {
                List<Callable<Double>> tasks = new ArrayList<>();
                for (int seed = 0; seed < 6; seed++) {
                    int own = seed;
                    tasks.add(() -> proxy.score(network(own), own));
                }
                List<Future<Double>> together = threads.invokeAll(tasks);
                for (int seed = 0; seed < 6; seed++) {
                    assertEquals(
                            proxy.score(network(seed), seed), together.get(seed).get());
                }
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void countsAreThoseOfTheStatistics() throws TrainingException {
        Map<String, ZeroCostProxy> all = ZeroCostProxy.all(data);
        assertEquals(
                List.of("synflow", "grad_norm", "naswot", "parameters", "multiply_adds"), List.copyOf(all.keySet()));
        for (int seed = 0; seed < 5; seed++) {
            NetworkGraph graph = network(seed);
            assertTrue(ZeroCostProxy.parameters().score(graph, 1)
                    < ZeroCostProxy.multiplyAdds().score(graph, 1));
        }
    }
}
