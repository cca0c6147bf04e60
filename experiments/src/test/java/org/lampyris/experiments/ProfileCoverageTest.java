package org.lampyris.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lampyris.evaluation.NetworkPricing;
import org.lampyris.hardware.CostModel;
import org.lampyris.hardware.HardwareProfiles;
import org.lampyris.input.InvalidInputException;
import org.lampyris.space.FireBottleneckSpace;
import org.lampyris.space.SpaceDefinition;
import org.lampyris.space.graph.Operator.Convolution;
import org.lampyris.space.graph.TensorShape;

class ProfileCoverageTest {
    private final FireBottleneckSpace space =
            new FireBottleneckSpace(SpaceDefinition.shipped("fire-bottleneck"), new TensorShape(1, 28, 28), 10);

    @Test
    void everyChoiceOfEveryDecisionOccurs() {
        List<List<Integer>> covering = ProfileCoverage.choices(space.decisions());
        assertEquals(covering, ProfileCoverage.choices(space.decisions()));
        covering.forEach(choices -> assertTrue(space.contains(choices), choices::toString));
        for (int d = 0; d < space.decisions().size(); d++) {
            for (int c = 0; c < space.decisions().get(d).choices().size(); c++) {
                int decision = d;
                int choice = c;
                assertTrue(
                        covering.stream().anyMatch(taken -> taken.get(decision) == choice),
                        space.decisions().get(d).name() + ", choice " + c);
            }
        }
    }

    @Test
    void aProfileWithoutAFigureForOneKernelIsRefused() {
        CostModel whole = HardwareProfiles.load("stm32l4r5").costModel();
        CostModel lacking = graph -> {
            if (graph.nodes().stream().anyMatch(n -> n.operator() instanceof Convolution c && c.kernel() == 5)) {
                throw new InvalidInputException("The latency table has no entry for 5x5.");
            }
            return whole.estimate(graph);
        };
        assertThrows(InvalidInputException.class, () -> ProfileCoverage.check(space, new NetworkPricing(lacking)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pixel-1", "pixel-3", "raspberry-pi-4", "stm32l4r5"})
    void shippedProfilesPriceTheShippedSpace(String profile) {
        ProfileCoverage.check(
                space, new NetworkPricing(HardwareProfiles.load(profile).costModel()));
    }
}
