package org.lampyris.space.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lampyris.space.graph.Operator.Activation;
import org.lampyris.space.graph.Operator.Addition;
import org.lampyris.space.graph.Operator.Concatenation;
import org.lampyris.space.graph.Operator.Convolution;
import org.lampyris.space.graph.Operator.Dense;
import org.lampyris.space.graph.Operator.Pooling;

class CanonicalFormTest {
    private static final TensorShape IMAGE = new TensorShape(3, 8, 8);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void namesOrderAndAdditionsSidesDoNotCount(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 500; i++) {
            NetworkGraph graph = RandomGraphs.graph(random, random.nextInt(1, 30));
            NetworkGraph other = relabelled(graph, new Random(random.nextLong()));
            assertEquals(CanonicalForm.id(graph), CanonicalForm.id(other), () -> "seed " + seed + ": " + graph.nodes());
        }
    }

    /** The same network with other names, nodes in another order, and additions the other way round. */
    private static NetworkGraph relabelled(NetworkGraph graph, Random random) {
        List<Integer> order = new ArrayList<>(List.of(0));
        int count = graph.nodes().size();
        while (order.size() < count) {
            int next = random.nextInt(count);
            if (!order.contains(next)
                    && order.containsAll(graph.nodes().get(next).inputs())) {
                order.add(next);
            }
        }
        List<Node> nodes = new ArrayList<>();
        for (int old : order) {
            Node node = graph.nodes().get(old);
            List<Integer> inputs = new ArrayList<>();
            node.inputs().forEach(input -> inputs.add(order.indexOf(input)));
            if (node.operator() instanceof Addition || node.operator() instanceof Operator.Multiplication) {
                Collections.shuffle(inputs, random);
            }
            nodes.add(new Node("n" + nodes.size(), node.operator(), inputs));
        }
        return new NetworkGraph(nodes, List.of(new Block("all", Block.Kind.PLAIN, 3, 1, 1, 1, 1, count - 1)));
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5})
    void anotherOperatorIsAnotherNetwork(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, String> known = new HashMap<>();
        for (int i = 0; i < 2000; i++) {
            NetworkGraph graph = RandomGraphs.graph(random, random.nextInt(1, 20));
            for (int n = 1; n < graph.nodes().size(); n++) {
                if (graph.nodes().get(n).operator() instanceof Convolution c) {
                    List<Node> nodes = new ArrayList<>(graph.nodes());
                    Convolution changed = new Convolution(c.outChannels(), c.window(), c.groups(), !c.bias());
                    nodes.set(
                            n,
                            new Node(nodes.get(n).name(), changed, nodes.get(n).inputs()));
                    assertNotEquals(
                            CanonicalForm.id(graph),
                            CanonicalForm.id(new NetworkGraph(nodes, List.of())),
                            () -> "seed " + seed + ": " + graph.nodes());
                }
            }
            String id = CanonicalForm.id(graph);
            assertTrue(id.matches("[0-9a-f]{16}"), id);
            String summary = summary(graph);
            assertEquals(summary, known.computeIfAbsent(id, key -> summary), () -> "seed " + seed);
        }
    }

    /** What isomorphic networks must have in common: their operators and sizes. */
    private static String summary(NetworkGraph graph) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < graph.nodes().size(); i++) {
            lines.add(graph.nodes().get(i).operator() + " " + graph.shape(i));
        }
        Collections.sort(lines);
        return String.join("\n", lines);
    }

    @Test
    void everySettingOfAnOperatorCounts() {
        List<Operator> operators = List.of(
                new Convolution(3, 3, 1, 1, false),
                new Convolution(3, 3, 1, 1, true),
                new Convolution(6, 3, 1, 1, false),
                new Convolution(3, 5, 1, 1, false),
                new Convolution(3, 3, 2, 1, false),
                new Convolution(3, 3, 1, 3, false),
                new Pooling(Pooling.Kind.MAXIMUM, 3, 1),
                new Pooling(Pooling.Kind.AVERAGE, 3, 1),
                new Pooling(Pooling.Kind.AVERAGE, 5, 1),
                new Pooling(Pooling.Kind.AVERAGE, 3, 2),
                new Activation(Activation.Function.RELU),
                new Operator.BatchNormalization(),
                new Operator.GlobalAveragePooling(),
                new Convolution(3, Window.same(2, 1), 1, false),
                new Convolution(3, window(3, 1, 2, 1, 1), 1, false),
                new Convolution(3, window(3, 2, 1, 1, 1), 1, false),
                new Convolution(3, window(3, 1, 1, 0, 1), 1, false),
                new Convolution(3, window(3, 1, 1, 1, 0), 1, false),
                new Convolution(3, turned(window(3, 1, 1, 1, 0)), 1, false),
                new Pooling(Pooling.Kind.AVERAGE, Window.same(3, 1), true),
                new Pooling(Pooling.Kind.AVERAGE, window(3, 1, 1, 1, 0), false),
                new Activation(Activation.Function.SIGMOID),
                new Activation(Activation.Function.HARD_SWISH),
                new Operator.Clip(0, 6),
                new Operator.Clip(-1, 6),
                new Operator.LeakyRelu(0.5f),
                new Operator.LeakyRelu(0.25f),
                new Operator.HardSigmoid(0.5f, 0.25f),
                new Operator.HardSigmoid(0.25f, 0.5f),
                new Operator.Padding(0, 0, 1, 0),
                new Operator.Padding(0, 0, 0, 1),
                new Dense(3),
                new Dense(4));
        List<String> ids = new ArrayList<>();
        for (Operator operator : operators) {
            ids.add(id(IMAGE, graph -> graph.add("x", operator, 0)));
        }
        ids.add(id(new TensorShape(3, 8, 9), graph -> graph.add("x", operators.get(0), 0)));
        assertEquals(ids.size(), ids.stream().distinct().count());
    }

    private static Window window(int kernel, int stride, int dilation, int before, int after) {
        return new Window(new Window.Axis(kernel, stride, dilation, before, after), Window.Axis.same(3, 1));
    }

    private static Window turned(Window window) {
        return new Window(/* rows= */ window.columns(), /* columns= */ window.rows());
    }

    @Test
    void aResultUsedTwiceIsNotTwoEqualResults() {
        String shared = id(IMAGE, graph -> {
            int a = conv(graph, "a", 0, 3);
            return graph.add("add", new Addition(), a, a);
        });
        String twins =
                id(IMAGE, graph -> graph.add("add", new Addition(), conv(graph, "a", 0, 3), conv(graph, "b", 0, 3)));
        assertNotEquals(shared, twins);
    }

    @Test
    void whichOfTwoEqualBranchesIsReadCounts() {
        assertNotEquals(twoBranches(0, 0, 1), twoBranches(0, 1, 1));
        assertEquals(twoBranches(0, 0, 1), twoBranches(1, 1, 0));
    }

    /** Three different convolutions that read one of two equal ones each. */
    private static String twoBranches(int... reads) {
        return id(IMAGE, graph -> {
            int[] branches = {conv(graph, "a", 0, 4), conv(graph, "b", 0, 4)};
            int[] ends = new int[reads.length];
            for (int i = 0; i < reads.length; i++) {
                ends[i] = conv(graph, "end" + i, branches[reads[i]], 5 + i);
            }
            return graph.add("concat", new Concatenation(), ends);
        });
    }

    @Test
    void aConcatenationsOrderCountsOnlyWhereWeightsCannotMakeUpForIt() {
        assertEquals(
                concatenated(false, graph -> conv(graph, "x", 3, 4)),
                concatenated(true, graph -> conv(graph, "x", 3, 4)));
        ToIntFunction<GraphBuilder> depthwise =
                graph -> conv(graph, "y", graph.add("x", new Convolution(6, 3, 1, 6, false), 3), 4);
        assertEquals(concatenated(false, depthwise), concatenated(true, depthwise));
        ToIntFunction<GraphBuilder> grouped = graph -> graph.add("x", new Convolution(6, 1, 1, 2, false), 3);
        assertNotEquals(concatenated(false, grouped), concatenated(true, grouped));
        ToIntFunction<GraphBuilder> added =
                graph -> graph.add("x", new Addition(), 3, graph.add("other", new Concatenation(), 1, 2));
        assertNotEquals(concatenated(false, added), concatenated(true, added));
        assertNotEquals(concatenated(false, graph -> 3), concatenated(true, graph -> 3), "the logits have an order");
    }

    /** Nodes 1 and 2 are different convolutions, 3 is their concatenation. */
    private static String concatenated(boolean turned, ToIntFunction<GraphBuilder> rest) {
        GraphBuilder graph = new GraphBuilder(IMAGE);
        int a = graph.add("a", new Convolution(3, 1, 1, 1, false), 0);
        int b = graph.add("b", new Convolution(3, 3, 1, 1, false), 0);
        graph.add("concat", new Concatenation(), turned ? b : a, turned ? a : b);
        assertTrue(rest.applyAsInt(graph) >= 3);
        return CanonicalForm.id(graph.build());
    }

    private static int conv(GraphBuilder graph, String name, int input, int channels) {
        return graph.add(name, new Convolution(channels, 3, 1, 1, false), input);
    }

    private static String id(TensorShape image, ToIntFunction<GraphBuilder> nodes) {
        GraphBuilder graph = new GraphBuilder(image);
        graph.add("dense", new Dense(2), nodes.applyAsInt(graph));
        return CanonicalForm.id(graph.build());
    }

    /** Computed apart from this code, from the description of the format; runs store ids, so they may never change. */
    @Test
    void idsNeverChange() {
        GraphBuilder graph = new GraphBuilder(new TensorShape(1, 28, 28));
        int stem = graph.convolutionRelu("stem", 0, 8, 3, 2, 1);
        int left = graph.convolutionRelu("left", stem, 4, 1, 1, 1);
        int right = graph.convolutionRelu("right", stem, 4, 3, 1, 1);
        int concat = graph.add("concat", new Concatenation(), left, right);
        int add = graph.add("add", new Addition(), stem, concat);
        int pool = graph.add("pool", new Pooling(Pooling.Kind.MAXIMUM, 3, 2), add);
        int mean = graph.add("mean", new Operator.GlobalAveragePooling(), pool);
        graph.add("dense", new Dense(10), mean);
        assertEquals("d00ffd6d7c8ebb18", CanonicalForm.id(graph.build()));
    }

    @Test
    void shapesOfInputsAreSeen() {
        long distinct = Arrays.stream(new int[] {1, 2, 3})
                .mapToObj(channels -> id(new TensorShape(channels, 8, 8), graph -> 0))
                .distinct()
                .count();
        assertEquals(3, distinct);
    }
}
