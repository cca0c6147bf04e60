package org.lampyris.evaluation.compression.quantization;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.lampyris.evaluation.onnx.RandomNetworks;
import org.lampyris.evaluation.onnx.ReferenceInterpreter;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.evaluation.weights.WeightedNetwork;
import org.lampyris.space.graph.GraphBuilder;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.Operator.Dense;
import org.lampyris.space.graph.TensorShape;

class SensitivityTest {
    private static final float[][] REFERENCE = {{1, 0}, {0, 2}};

    private static WeightedNetwork network() {
        GraphBuilder builder = new GraphBuilder(new TensorShape(2, 5, 5));
        int node = builder.convolutionRelu("wide", 0, 12, 3, 1, 1);
        node = builder.convolutionRelu("narrow", node, 2, 1, 1, 1);
        builder.add("classifier", new Dense(4), node);
        NetworkGraph graph = builder.build();
        return new WeightedNetwork(graph, RandomNetworks.plain(4).weights(graph)).folded();
    }

    private static float[][] logits(NetworkGraph graph, NetworkWeights weights) {
        float[][] rows = new float[12][];
        for (int i = 0; i < rows.length; i++) {
            double[] image = new SplittableRandom(i)
                    .doubles(graph.input().elements(), -1, 1)
                    .toArray();
            double[] found = new ReferenceInterpreter(graph, weights).run(image);
            rows[i] = new float[found.length];
            for (int k = 0; k < found.length; k++) {
                rows[i][k] = (float) found[k];
            }
        }
        return rows;
    }

    @Test
    void fewerBitsHarmMoreAndTheBudgetIsSpentBest() {
        WeightedNetwork network = network();
        List<UniformQuantizer> quantizers =
                List.of(UniformQuantizer.ofBits(8), UniformQuantizer.ofBits(4), UniformQuantizer.ofBits(2));
        List<List<Sensitivity>> layers = Sensitivity.of(
                network, quantizers, weights -> logits(network.graph(), weights), SensitivityTest::squaredDifference);
        assertEquals(3, layers.size());
        long all = 0;
        for (List<Sensitivity> layer : layers) {
            assertTrue(layer.get(0).harm() < layer.get(1).harm(), layer::toString);
            assertTrue(layer.get(1).harm() < layer.get(2).harm(), layer::toString);
            assertTrue(layer.get(0).bits() > layer.get(1).bits());
            all += layer.get(0).bits();
        }
        long budget = all * 6 / 10;
        BitAllocation allocation = BitAllocation.of(layers, budget).orElseThrow();
        assertTrue(allocation.bits() <= budget);
        assertEquals(allocation.bits(), allocation.plan().bits(network));
        double least = Double.POSITIVE_INFINITY;
        for (Sensitivity a : layers.get(0)) {
            for (Sensitivity b : layers.get(1)) {
                for (Sensitivity c : layers.get(2)) {
                    boolean fits = a.bits() + b.bits() + c.bits() <= budget;
                    least = fits ? Math.min(least, a.harm() + b.harm() + c.harm()) : least;
                }
            }
        }
        assertEquals(least, allocation.harm(), 1e-12);
        assertEquals(
                QuantizationPlan.of(UniformQuantizer.ofBits(8)).project(network),
                BitAllocation.of(layers, all).orElseThrow().plan().project(network));
        assertTrue(BitAllocation.of(layers, 10).isEmpty());
    }

    private static double squaredDifference(float[][] reference, float[][] changed) {
        double sum = 0;
        for (int i = 0; i < reference.length; i++) {
            for (int k = 0; k < reference[i].length; k++) {
                sum += Math.pow(reference[i][k] - changed[i][k], 2);
            }
        }
        return sum;
    }

    private static QuantizationPlan withTwoBits(String layer) {
        return new QuantizationPlan(
                UniformQuantizer.ofBits(8), new TreeMap<>(Map.of(layer, UniformQuantizer.ofBits(2))));
    }

    @Test
    void aPlanNamesLayers() {
        WeightedNetwork network = network();
        WeightedNetwork rounded = withTwoBits("narrow").project(network);
        assertEquals(
                UniformQuantizer.ofBits(2).project(network.weights().get("narrow.weight")),
                rounded.weights().get("narrow.weight"));
        assertEquals(
                UniformQuantizer.ofBits(8).project(network.weights().get("wide.weight")),
                rounded.weights().get("wide.weight"));
        assertEquals(network.weights().get("wide.bias"), rounded.weights().get("wide.bias"));
        QuantizationPlan unknown = withTwoBits("wide.weight");
        assertThrows(IllegalArgumentException.class, () -> unknown.project(network));
    }

    @Test
    void harmsByHand() {
        float[][] worse = {{0, 1}, {0, 2}};
        double up = Math.log(1 + Math.exp(1)) - Math.log(1 + Math.exp(-1));
        assertEquals(up / 2, Harm.loss(0, 1).of(REFERENCE, worse), 1e-6);
        assertThrows(IllegalArgumentException.class, () -> Harm.loss(1).of(REFERENCE, worse));
    }
}
