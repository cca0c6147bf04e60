package org.lampyris.hardware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lampyris.space.FireBottleneckSpace;
import org.lampyris.space.SpaceDefinition;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.TensorShape;

/** What each cost model keeps. */
abstract class CostModelContract {
    private static final int NETWORKS = 80;
    private final FireBottleneckSpace space =
            new FireBottleneckSpace(SpaceDefinition.shipped("fire-bottleneck"), new TensorShape(3, 32, 32), 10);
    private final CostModel model = model();

    abstract CostModel model();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void costsAreFiniteAndNotNegative(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < NETWORKS; i++) {
            Cost cost = model.estimate(space.decode(space.sample(random)));
            assertTrue(cost.latencyMs() > 0 && Double.isFinite(cost.latencyMs()), cost::toString);
            assertTrue(cost.spreadMs() >= 0 && Double.isFinite(cost.spreadMs()), cost::toString);
            assertTrue(cost.energyMicrojoules().orElse(1) > 0, cost::toString);
            assertTrue(cost.flashBytes() > 0 && cost.peakMemoryBytes() > 0, cost::toString);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {4, 5})
    void latencyIsTheSumOfPartsWithProvenance(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < NETWORKS; i++) {
            Cost cost = model.estimate(space.decode(space.sample(random)));
            double sum = cost.parts().stream().mapToDouble(PartCost::latencyMs).sum();
            assertEquals(cost.latencyMs(), sum, 1e-9 * sum, cost::toString);
            for (PartCost part : cost.parts()) {
                assertFalse(part.part().isBlank() || part.source().isBlank(), part::toString);
                assertTrue(part.latencyMs() >= 0 && part.spreadMs() >= 0, part::toString);
            }
        }
    }

    @Test
    void sameGraphSameCost() {
        NetworkGraph graph = space.decode(space.sample(new SplittableRandom(6)));
        NetworkGraph again = space.decode(space.sample(new SplittableRandom(6)));
        Cost first = model.estimate(graph);
        model.estimate(space.decode(space.sample(new SplittableRandom(7))));
        assertEquals(first, model.estimate(graph));
        assertEquals(first, model().estimate(again));
    }
}
