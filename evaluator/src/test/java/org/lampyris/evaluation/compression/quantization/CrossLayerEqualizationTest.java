package org.lampyris.evaluation.compression.quantization;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lampyris.evaluation.onnx.RandomNetworks;
import org.lampyris.evaluation.onnx.ReferenceInterpreter;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.evaluation.weights.Tensor;
import org.lampyris.evaluation.weights.WeightedNetwork;
import org.lampyris.space.graph.GraphBuilder;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.Operator.Convolution;
import org.lampyris.space.graph.Operator.Dense;
import org.lampyris.space.graph.Operator.Pooling;
import org.lampyris.space.graph.TensorShape;

class CrossLayerEqualizationTest {
    private static double[] run(WeightedNetwork network, long seed) {
        double[] image = new SplittableRandom(seed)
                .doubles(network.graph().input().elements(), -1, 1)
                .toArray();
        return new ReferenceInterpreter(network.graph(), network.weights()).run(image);
    }

    private static void assertSame(WeightedNetwork network, WeightedNetwork other, long seed) {
        double[] expected = run(network, seed);
        double[] found = run(other, seed);
        for (int k = 0; k < expected.length; k++) {
            assertEquals(expected[k], found[k], 1e-4 * Math.max(1, Math.abs(expected[k])), "seed " + seed);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void theNetworkComputesTheSame(int round) {
        int changed = 0;
        for (int i = 0; i < 20; i++) {
            long seed = 20L * round + i;
            RandomNetworks random = RandomNetworks.plain(seed);
            NetworkGraph graph = random.graph();
            WeightedNetwork network = new WeightedNetwork(graph, random.weights(graph)).folded();
            WeightedNetwork equalized = CrossLayerEqualization.equalize(network);
            changed += network.weights().equals(equalized.weights()) ? 0 : 1;
            assertSame(network, equalized, seed);
        }
        assertTrue(changed >= 4, changed + " of 20 have pairs");
    }

    /** Convolution, depthwise, grouped, pooled, dense: each after the other, with channels of very different size. */
    private static WeightedNetwork uneven() {
        GraphBuilder builder = new GraphBuilder(new TensorShape(2, 6, 6));
        int node = builder.relu("a", builder.add("a", new Convolution(8, 3, 1, 1, true), 0));
        node = builder.relu("b", builder.add("b", new Convolution(8, 3, 1, 8, true), node));
        node = builder.relu("c", builder.add("c", new Convolution(6, 1, 1, 2, true), node));
        node = builder.add("pool", new Pooling(Pooling.Kind.MAXIMUM, 2, 2), node);
        node = builder.relu("d", builder.add("d", new Dense(5), node));
        builder.add("e", new Dense(3), node);
        NetworkGraph graph = builder.build();
        SplittableRandom random = new SplittableRandom(7);
        Map<String, Tensor> tensors =
                new TreeMap<>(RandomNetworks.plain(7).weights(graph).tensors());
        tensors.replaceAll((name, tensor) -> {
            float[] values = tensor.values();
            int each = values.length / tensor.shape().get(0);
            float factor = 1;
            for (int i = 0; i < values.length; i++) {
                factor = i % each == 0 ? (float) Math.exp(random.nextDouble(-3, 0)) : factor;
                values[i] *= factor;
            }
            return Tensor.of(values, tensor.shape());
        });
        return new WeightedNetwork(graph, NetworkWeights.of(tensors));
    }

    @Test
    void channelsBecomeAlikeAndRoundingHurtsLess() {
        WeightedNetwork network = uneven();
        WeightedNetwork equalized = CrossLayerEqualization.equalize(network);
        assertSame(network, equalized, 1);
        // Depthwise weights of channel i meet the pointwise ones that read it.
        float[] depthwise = equalized.weights().get("b.weight").values();
        float[] grouped = equalized.weights().get("c.weight").values();
        for (int channel = 0; channel < 8; channel++) {
            double own = 0;
            double next = 0;
            for (int i = 0; i < 9; i++) {
                own = Math.max(own, Math.abs(depthwise[channel * 9 + i]));
            }
            for (int filter = 0; filter < 3; filter++) {
                next = Math.max(next, Math.abs(grouped[(channel / 4 * 3 + filter) * 4 + channel % 4]));
            }
            assertEquals(own, next, 0.02 * own, "channel " + channel);
        }
        QuantizationPlan plan = QuantizationPlan.of(new UniformQuantizer(5, true, false, ScaleChoice.MIN_MAX));
        assertTrue(
                error(equalized, plan.project(equalized)) < 0.6 * error(network, plan.project(network)),
                error(equalized, plan.project(equalized)) + " against " + error(network, plan.project(network)));
    }

    private static double error(WeightedNetwork network, WeightedNetwork rounded) {
        double sum = 0;
        for (long seed = 0; seed < 20; seed++) {
            double[] expected = run(network, seed);
            double[] found = run(rounded, seed);
            for (int k = 0; k < expected.length; k++) {
                sum += Math.abs(expected[k] - found[k]);
            }
        }
        return sum;
    }
}
