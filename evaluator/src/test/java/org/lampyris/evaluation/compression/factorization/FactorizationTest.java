package org.lampyris.evaluation.compression.factorization;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lampyris.evaluation.compression.Networks;
import org.lampyris.evaluation.weights.WeightedNetwork;
import org.lampyris.space.graph.Block;
import org.lampyris.space.graph.GraphBuilder;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.Node;
import org.lampyris.space.graph.Operator;
import org.lampyris.space.graph.Operator.Activation;
import org.lampyris.space.graph.Operator.Convolution;
import org.lampyris.space.graph.Operator.Dense;
import org.lampyris.space.graph.TensorShape;
import org.lampyris.space.graph.Window;

class FactorizationTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void fullRankComputesTheSame(int round) {
        int layers = 0;
        for (long seed = 20L * round; seed < 20L * (round + 1); seed++) {
            layers += fullRankIsExact(Networks.random(seed), seed);
        }
        assertTrue(layers > 20, "factorized " + layers);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void fullRankOfDecodedNetworksComputesTheSame(long seed) {
        WeightedNetwork network = Networks.decoded(seed, new TensorShape(1, 9, 10));
        assertTrue(fullRankIsExact(network, seed) > 5);
        assertTrue(fullRankIsExact(network.folded(), seed) > 5);
    }

    private static int fullRankIsExact(WeightedNetwork network, long seed) {
        Factorization factorization = new Factorization(network);
        Map<String, Ranks> ranks = new HashMap<>();
        for (String layer : factorization.layers()) {
            ranks.put(layer, factorization.full(layer));
            assertEquals(0, factorization.relativeError(layer, factorization.full(layer)), 1e-7);
        }
        WeightedNetwork split = factorization.apply(ranks);
        Networks.assertSame(network, split, seed);
        assertEquals(split.graph().nodes(), factorization.graph(ranks).nodes());
        Networks.assertSame(network, split.folded(), seed);
        ranks.replaceAll((layer, full) -> {
            List<Ranks.Form> forms = factorization.forms(layer);
            return factorization.full(layer, forms.get(forms.size() - 1));
        });
        WeightedNetwork separable = factorization.apply(ranks);
        Networks.assertSame(network, separable, seed);
        Networks.assertSame(network, separable.folded(), seed);
        return ranks.size();
    }

    @ParameterizedTest
    @CsvSource({"3,1,false", "3,2,true", "5,1,true", "5,2,false", "3,3,true"})
    void aConvolutionOfLowRankIsExactAtIt(int kernel, int stride, boolean bias) {
        GraphBuilder builder = new GraphBuilder(new TensorShape(7, 9, 8));
        int c = builder.add("c", new Convolution(9, kernel, stride, 1, bias), 0);
        int relu = builder.add("r", new Activation(Activation.Function.RELU), c);
        builder.add("d", new Dense(4), relu);
        int size = kernel * kernel;
        SplittableRandom random = new SplittableRandom(kernel + stride);
        float[] values = product(random, 9, 3, 7, 4, size);
        WeightedNetwork network = Networks.with(Networks.weighted(builder.build(), 2), Map.of("c.weight", values));
        Factorization factorization = new Factorization(network);
        assertEquals(new Ranks(4, 3), factorization.keeping("c", 1 - 1e-12));
        assertEquals(0, factorization.relativeError("c", new Ranks(4, 3)), 1e-6);
        assertTrue(factorization.relativeError("c", new Ranks(4, 2)) > 1e-3);
        WeightedNetwork split = factorization.apply(Map.of("c", new Ranks(4, 3)));
        Networks.assertSame(network, split, 3);
        assertEquals(List.of("input", "c.down", "c.core", "c.up", "r", "d"), names(split.graph()));
        assertEquals(new Convolution(3, kernel, stride, 1, false), operator(split.graph(), 2));
        assertEquals(new Convolution(9, 1, 1, 1, bias), operator(split.graph(), 3));
        WeightedNetwork oneAxis = factorization.apply(Map.of("c", new Ranks(7, 3)));
        assertEquals(List.of("input", "c.core", "c.up", "r", "d"), names(oneAxis.graph()));
        Networks.assertSame(network, oneAxis, 3);
        WeightedNetwork otherAxis = factorization.apply(Map.of("c", new Ranks(4, 9)));
        assertEquals(new Convolution(9, kernel, stride, 1, bias), operator(otherAxis.graph(), 2));
        Networks.assertSame(network, otherAxis, 3);
    }

    @ParameterizedTest
    @CsvSource({
        "3,1,1,1,1,true", "3,2,1,1,1,false", "5,1,1,2,2,true", "5,2,1,2,2,false", "3,1,1,0,0,true",
        "5,3,1,0,0,false", "3,1,2,2,2,true", "3,2,1,0,1,true", "5,2,2,3,1,false", "4,2,1,1,2,true"
    })
    void bothFactorsTakeTheirSideOfTheWindow(
            int kernel, int stride, int dilation, int before, int after, boolean bias) {
        Window.Axis axis = new Window.Axis(kernel, stride, dilation, before, after);
        GraphBuilder builder = new GraphBuilder(new TensorShape(4, 11, 10));
        int c = builder.add("c", new Convolution(6, new Window(axis, axis), 1, bias), 0);
        builder.add("d", new Dense(4), builder.relu("r", c));
        WeightedNetwork network = Networks.weighted(builder.build(), kernel + stride);
        Factorization factorization = new Factorization(network);
        assertEquals(List.of(Ranks.Form.CHANNELS, Ranks.Form.SEPARABLE), factorization.forms("c"));
        Ranks full = factorization.full("c", Ranks.Form.SEPARABLE);
        assertEquals(Ranks.separable(4 * kernel), full);
        WeightedNetwork split = factorization.apply(Map.of("c", full));
        assertEquals(List.of("input", "c.rows", "c.columns", "r.relu", "d"), names(split.graph()));
        Window.Axis one = Window.Axis.same(1, 1);
        assertEquals(new Convolution(4 * kernel, new Window(axis, one), 1, false), operator(split.graph(), 1));
        assertEquals(new Convolution(6, new Window(one, axis), 1, bias), operator(split.graph(), 2));
        Networks.assertSame(network, split, 5);
        assertEquals(List.of("d"), new Factorization(split).layers());
        double last = 0;
        for (int rank = 4 * kernel; rank >= 1; rank--) {
            double error = factorization.relativeError("c", Ranks.separable(rank));
            assertTrue(error >= last, "rank " + rank);
            last = error;
        }
    }

    /** A tensor [out, in, size] of a random core [a, b, size] and random matrices. */
    private static float[] product(SplittableRandom random, int out, int a, int in, int b, int size) {
        double[] core = random.doubles((long) a * b * size, -1, 1).toArray();
        double[] up = random.doubles((long) out * a, -1, 1).toArray();
        double[] down = random.doubles((long) in * b, -1, 1).toArray();
        float[] values = new float[out * in * size];
        for (int i = 0; i < values.length; i++) {
            double sum = 0;
            for (int j = 0; j < a; j++) {
                for (int k = 0; k < b; k++) {
                    sum += up[i / (in * size) * a + j]
                            * down[i / size % in * b + k]
                            * core[(j * b + k) * size + i % size];
                }
            }
            values[i] = (float) sum;
        }
        return values;
    }

    @Test
    void denseLayersAndStridedPointwiseOnesBecomeTwo() {
        GraphBuilder builder = new GraphBuilder(new TensorShape(8, 5, 6));
        int first = builder.next();
        int c = builder.convolutionRelu("c", 0, 6, 1, 2, 1);
        builder.block("c", Block.Kind.SKIP, 1, 2, 1, 1, first);
        builder.add("c.down", new Dense(4), c);
        WeightedNetwork network = Networks.weighted(builder.build(), 2);
        Factorization factorization = new Factorization(network);
        assertEquals(List.of("c", "c.down"), factorization.layers());
        WeightedNetwork split = factorization.apply(Map.of("c", Ranks.of(6), "c.down", Ranks.of(4)));
        Networks.assertSame(network, split, 4);
        assertEquals(
                List.of("input", "c.down~2", "c.up", "c.bn", "c.relu", "c.down.down", "c.down.up"),
                names(split.graph()));
        assertEquals(new Convolution(6, 1, 2, 1, false), operator(split.graph(), 1));
        assertEquals(List.of(), split.graph().blocks());
        WeightedNetwork again = new Factorization(split).apply(Map.of("c.down~2", Ranks.of(6)));
        Networks.assertSame(network, again, 4);
    }

    @Test
    void ranksThatCantBeAreRefused() {
        Factorization factorization = new Factorization(Networks.vgg(new TensorShape(3, 8, 8), 4));
        for (Map<String, Ranks> wrong : List.of(
                Map.of("conv01", new Ranks(5, 2)),
                Map.of("conv01", Ranks.separable(13)),
                Map.of("dense0", Ranks.separable(4)),
                Map.of("dense0", new Ranks(4, 5)),
                Map.of("dense0", Ranks.of(33)),
                Map.of("pool0", Ranks.of(1)))) {
            assertThrows(IllegalArgumentException.class, () -> factorization.apply(wrong));
        }
        assertThrows(IllegalArgumentException.class, () -> new Ranks(0, 1));
        assertThrows(IllegalArgumentException.class, () -> new Ranks(Ranks.Form.SEPARABLE, 1, 2));
    }

    @Test
    void weightsThatAreNoNumbersAreRefused() {
        WeightedNetwork network = Networks.vgg(new TensorShape(3, 8, 8), 4);
        float[] values = network.weights().get("dense0.weight").values();
        values[3] = Float.NaN;
        Factorization factorization = new Factorization(Networks.with(network, Map.of("dense0.weight", values)));
        assertThrows(IllegalArgumentException.class, () -> factorization.full("dense0"));
    }

    @Test
    void otherLayersStay() {
        WeightedNetwork network = Networks.decoded(2, new TensorShape(1, 28, 28));
        Factorization factorization = new Factorization(network);
        String layer = factorization.layers().get(factorization.layers().size() / 2);
        Ranks half = factorization.keeping(layer, 0.5);
        WeightedNetwork split = factorization.apply(Map.of(layer, half));
        Set<String> before = new HashSet<>(network.weights().tensors().keySet());
        before.removeAll(split.weights().tensors().keySet());
        assertTrue(before.stream().allMatch(name -> name.startsWith(layer + ".")), before.toString());
        assertFalse(before.isEmpty());
        assertEquals(
                network.graph().blocks().size() - 1,
                split.graph().blocks().size(),
                "the layer's block is none any more");
    }

    private static Operator operator(NetworkGraph graph, int node) {
        return graph.nodes().get(node).operator();
    }

    private static List<String> names(NetworkGraph graph) {
        return graph.nodes().stream().map(Node::name).toList();
    }
}
