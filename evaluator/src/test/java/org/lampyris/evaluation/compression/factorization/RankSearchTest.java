package org.lampyris.evaluation.compression.factorization;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lampyris.evaluation.compression.Networks;
import org.lampyris.evaluation.weights.WeightedNetwork;
import org.lampyris.hardware.CostModel;
import org.lampyris.hardware.HardwareProfiles;
import org.lampyris.input.InvalidInputException;
import org.lampyris.space.graph.GraphStatistics;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.TensorShape;

class RankSearchTest {
    private static double multiplyAdds(NetworkGraph graph) {
        return (double) GraphStatistics.of(graph).multiplyAdds();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void costsAddUpToThatOfTheChosenNetwork(long seed) {
        Factorization factorization = new Factorization(Networks.vgg(new TensorShape(3, 16, 16), 16));
        RankChoices choices = new RankSearch(RankSearchTest::multiplyAdds).choices(factorization);
        assertFalse(choices.layers().isEmpty());
        SplittableRandom random = new SplittableRandom(seed);
        List<Choice> chosen = new ArrayList<>();
        double cost = choices.floor();
        for (List<Choice> layer : choices.layers()) {
            Choice one = layer.get(random.nextInt(layer.size()));
            chosen.add(one);
            cost += one.cost();
        }
        NetworkGraph split = factorization.graph(RankChoices.ranks(chosen));
        assertEquals(multiplyAdds(split), cost);
    }

    @Test
    void moreEnergyHarmsLessAndCostsMore() {
        Factorization factorization = new Factorization(Networks.vgg(new TensorShape(3, 16, 16), 16));
        RankChoices choices = new RankSearch(RankSearchTest::multiplyAdds).choices(factorization);
        assertEquals(multiplyAdds(factorization.network().graph()), choices.before());
        for (List<Choice> layer : choices.layers()) {
            assertTrue(layer.get(0).ranks().isEmpty() && layer.get(0).harm() == 0);
            for (int i = 2; i < layer.size(); i++) {
                if (form(layer.get(i)) != form(layer.get(i - 1))) {
                    continue;
                }
                assertTrue(layer.get(i).harm() < layer.get(i - 1).harm(), layer.toString());
                assertTrue(layer.get(i).cost() > layer.get(i - 1).cost(), layer.toString());
                assertTrue(layer.get(i).cost() < layer.get(0).cost(), layer.toString());
            }
        }
    }

    private static Ranks.Form form(Choice choice) {
        return choice.ranks().orElseThrow().form();
    }

    @Test
    void whatHasNoPriceIsRefused() {
        Factorization factorization = new Factorization(Networks.vgg(new TensorShape(3, 16, 16), 16));
        RankChoices all = new RankSearch(RankSearchTest::multiplyAdds).choices(factorization);
        assertTrue(all.layers().stream()
                .flatMap(layer -> layer.stream().skip(1))
                .anyMatch(choice -> form(choice) == Ranks.Form.SEPARABLE));
        RankChoices squares = new RankSearch(graph -> {
                    if (graph.nodes().stream().anyMatch(node -> node.name().endsWith(".rows"))) {
                        throw new InvalidInputException("no entry");
                    }
                    return multiplyAdds(graph);
                })
                .choices(factorization);
        assertTrue(squares.layers().stream()
                .flatMap(layer -> layer.stream().skip(1))
                .allMatch(choice -> form(choice) == Ranks.Form.CHANNELS));
        assertTrue(squares.refused().stream()
                .anyMatch(refusal -> refusal.after() == Double.POSITIVE_INFINITY
                        && refusal.ranks().form() == Ranks.Form.SEPARABLE));
    }

    @Test
    void whatDoesntPayOnTheDeviceIsRefusedWithBothFigures() {
        WeightedNetwork network = Networks.decoded(2, new TensorShape(1, 28, 28));
        CostModel device = HardwareProfiles.load("raspberry-pi-4").costModel();
        Factorization factorization = new Factorization(network);
        RankChoices choices = new RankSearch(graph -> device.estimate(graph).latencyMs()).choices(factorization);
        assertFalse(choices.refused().isEmpty());
        for (RankChoices.Refusal refusal : choices.refused()) {
            assertTrue(refusal.after() >= refusal.before(), refusal.toString());
            assertEquals(device.estimate(network.graph()).latencyMs(), refusal.before());
        }
        for (List<Choice> layer : choices.layers()) {
            assertTrue(layer.stream().allMatch(choice -> choice.cost() >= 0));
            assertTrue(layer.stream().anyMatch(choice -> choice.cost() == 0));
        }
    }

    @Test
    void ranksAreMultiplesThatDevicesLike() {
        Factorization factorization = new Factorization(Networks.vgg(new TensorShape(3, 16, 16), 16));
        for (Ranks ranks : RankSearch.candidates(factorization, "conv11")) {
            assertTrue(ranks.in() % 8 == 0 && ranks.out() % 8 == 0, ranks.toString());
            assertTrue(ranks.form() == Ranks.Form.CHANNELS || ranks.in() == ranks.out(), ranks.toString());
        }
        assertTrue(RankSearch.candidates(factorization, "conv00").stream()
                .allMatch(ranks -> ranks.in() <= (ranks.form() == Ranks.Form.SEPARABLE ? 9 : 3)));
    }
}
