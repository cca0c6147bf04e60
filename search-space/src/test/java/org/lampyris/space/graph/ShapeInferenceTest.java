package org.lampyris.space.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lampyris.space.graph.Operator.Activation;
import org.lampyris.space.graph.Operator.Addition;
import org.lampyris.space.graph.Operator.BatchNormalization;
import org.lampyris.space.graph.Operator.Concatenation;
import org.lampyris.space.graph.Operator.Convolution;
import org.lampyris.space.graph.Operator.Dense;
import org.lampyris.space.graph.Operator.GlobalAveragePooling;
import org.lampyris.space.graph.Operator.Input;
import org.lampyris.space.graph.Operator.Pooling;

class ShapeInferenceTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shapesAgreeWithWindowsCountedOneByOne(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 500; i++) {
            NetworkGraph graph = RandomGraphs.graph(random, random.nextInt(1, 25));
            NetworkGraph again = new NetworkGraph(graph.nodes(), graph.blocks());
            assertEquals(graph.shapes(), again.shapes());
            for (int node = 0; node < graph.nodes().size(); node++) {
                assertEquals(naive(graph, node), graph.shape(node), "seed " + seed + ", " + graph.nodes());
            }
        }
    }

    private static TensorShape naive(NetworkGraph graph, int index) {
        Node node = graph.nodes().get(index);
        List<TensorShape> in = node.inputs().stream().map(graph::shape).toList();
        Operator operator = node.operator();
        if (operator instanceof Convolution c) {
            return windows(in.get(0), c.outChannels(), c.kernel(), c.stride());
        }
        if (operator instanceof Pooling p) {
            return windows(in.get(0), in.get(0).channels(), p.kernel(), p.stride());
        }
        if (operator instanceof Concatenation) {
            int channels = in.stream().mapToInt(TensorShape::channels).sum();
            return new TensorShape(channels, in.get(0).height(), in.get(0).width());
        }
        if (operator instanceof GlobalAveragePooling) {
            return new TensorShape(in.get(0).channels(), 1, 1);
        }
        if (operator instanceof Dense d) {
            return new TensorShape(d.units(), 1, 1);
        }
        return operator instanceof Input input ? input.shape() : in.get(0);
    }

    private static TensorShape windows(TensorShape in, int channels, int kernel, int stride) {
        return new TensorShape(channels, windows(in.height(), kernel, stride), windows(in.width(), kernel, stride));
    }

    /** How many windows lie within the padded side. */
    private static int windows(int size, int kernel, int stride) {
        int padding = kernel % 2 == 0 ? 0 : kernel / 2;
        int windows = 0;
        for (int start = -padding; start + kernel <= size + padding; start += stride) {
            windows++;
        }
        return windows;
    }

    @ParameterizedTest
    @CsvSource({"28,2,2,14", "7,2,2,3", "7,3,2,4", "1,3,2,1", "2,2,2,1", "28,28,1,1"})
    void poolingsCountTheirWindows(int size, int kernel, int stride, int expected) {
        GraphBuilder graph = new GraphBuilder(new TensorShape(5, size, size));
        int pooled = graph.add("pool", new Pooling(Pooling.Kind.AVERAGE, kernel, stride), 0);
        assertEquals(new TensorShape(5, expected, expected), graph.shape(pooled));
    }

    @Test
    void operatorsRefuseInputsThatDoNotFit() {
        GraphBuilder graph = new GraphBuilder(new TensorShape(3, 8, 8));
        int wide = graph.convolution("wide", 0, 4, 3, 1, 1);
        int small = graph.convolution("small", 0, 4, 3, 2, 1);
        checkRefused(graph, "can't add 4x8x8 and 4x4x4", new Addition(), wide, small);
        checkRefused(graph, "can't add 3x8x8 and 4x8x8", new Addition(), 0, wide);
        checkRefused(graph, "can't concatenate 4x8x8 and 4x4x4", new Concatenation(), wide, small);
        checkRefused(graph, "can't take 1 inputs", new Addition(), wide);
        checkRefused(graph, "can't take 2 inputs", new BatchNormalization(), wide, small);
        checkRefused(graph, "can't take 0 inputs", new Dense(3));
        checkRefused(graph, "can't split 3 channels into 2 groups", new Convolution(4, 3, 1, 2, false), 0);
        checkRefused(graph, "can't pool 8 pixels", new Pooling(Pooling.Kind.MAXIMUM, 10, 1), 0);
        checkRefused(graph, "comes before its input 99", new Activation(Activation.Function.RELU), 99);
        checkRefused(graph, "comes before its input -1", new Activation(Activation.Function.RELU), -1);
    }

    private static void checkRefused(GraphBuilder graph, String expected, Operator operator, int... inputs) {
        IllegalArgumentException error =
                assertThrows(IllegalArgumentException.class, () -> graph.add("odd", operator, inputs));
        assertTrue(error.toString().contains("odd " + expected), error::toString);
    }

    @Test
    void operatorsRefuseImpossibleSettings() {
        assertThrows(IllegalArgumentException.class, () -> new Convolution(4, 2, 1, 1, false));
        assertThrows(IllegalArgumentException.class, () -> new Convolution(0, 3, 1, 1, false));
        assertThrows(IllegalArgumentException.class, () -> new Convolution(4, 3, 0, 1, false));
        assertThrows(IllegalArgumentException.class, () -> new Convolution(4, 3, 1, 3, false));
        assertThrows(IllegalArgumentException.class, () -> new Pooling(Pooling.Kind.MAXIMUM, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new Pooling(Pooling.Kind.MAXIMUM, 3, 0));
        assertThrows(IllegalArgumentException.class, () -> new Dense(0));
        assertThrows(IllegalArgumentException.class, () -> new TensorShape(1, 0, 1));
    }
}
