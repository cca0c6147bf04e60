package org.lampyris.space.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import org.lampyris.space.graph.Operator.Padding;
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
            return windows(in.get(0), c.outChannels(), c.window());
        }
        if (operator instanceof Pooling p) {
            return windows(in.get(0), in.get(0).channels(), p.window());
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
        if (operator instanceof Padding p) {
            int height = p.top() + in.get(0).height() + p.bottom();
            return new TensorShape(
                    in.get(0).channels(), height, p.left() + in.get(0).width() + p.right());
        }
        return operator instanceof Input input ? input.shape() : in.get(0);
    }

    private static TensorShape windows(TensorShape in, int channels, Window window) {
        return new TensorShape(channels, windows(in.height(), window.rows()), windows(in.width(), window.columns()));
    }

    /** How many windows lie within the padded side. */
    private static int windows(int size, Window.Axis axis) {
        int windows = 0;
        int start = -axis.before();
        while (start + axis.dilation() * (axis.kernel() - 1) < size + axis.after()) {
            windows++;
            start += axis.stride();
        }
        return windows;
    }

    @Test
    void theUsualWindowIsOddAndPaddedByHalfOrEvenAndNotPadded() {
        assertEquals(new Window.Axis(5, 2, 1, 2, 2), Window.same(5, 2).rows());
        assertEquals(new Window.Axis(4, 2, 1, 0, 0), Window.same(4, 2).columns());
        assertTrue(new Convolution(4, 3, 2, 1, false).hasUsualWindow());
        assertFalse(new Convolution(4, Window.same(2, 2), 1, false).hasUsualWindow());
        Window.Axis one = Window.Axis.same(1, 1);
        Window.Axis seven = Window.Axis.same(7, 2);
        Convolution wide = new Convolution(4, new Window(one, seven), 1, false);
        assertFalse(wide.hasUsualWindow());
        assertEquals(7, wide.kernel());
        assertEquals(2, wide.stride());
        assertFalse(new Pooling(Pooling.Kind.AVERAGE, Window.same(3, 1), true).isUsual());
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
        Window large = new Window(new Window.Axis(5, 1, 3, 2, 2), Window.Axis.same(1, 1));
        checkRefused(graph, "can't convolve 8 pixels", new Convolution(4, large, 1, false), 0);
        checkRefused(graph, "can't multiply 4x8x8 by 4x4x4", new Operator.Multiplication(), wide, small);
        checkRefused(graph, "can't take 1 inputs", new Operator.Multiplication(), wide);
        checkRefused(graph, "needs a vector, not 3x8x8", new Operator.Softmax(), 0);
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
        assertThrows(IllegalArgumentException.class, () -> new Window.Axis(3, 1, 0, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Window.Axis(3, 1, 1, -1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Operator.Clip(1, 0));
        assertThrows(IllegalArgumentException.class, () -> new Operator.LeakyRelu(Float.NaN));
        assertThrows(IllegalArgumentException.class, () -> new Operator.HardSigmoid(0.2f, Float.POSITIVE_INFINITY));
        assertThrows(IllegalArgumentException.class, () -> new Padding(0, 0, -1, 0));
        Window padded = new Window(new Window.Axis(2, 1, 1, 0, 2), Window.Axis.same(2, 1));
        assertThrows(IllegalArgumentException.class, () -> new Pooling(Pooling.Kind.MAXIMUM, padded, false));
        Window dilated = new Window(new Window.Axis(2, 1, 2, 0, 0), Window.Axis.same(2, 1));
        assertThrows(IllegalArgumentException.class, () -> new Pooling(Pooling.Kind.MAXIMUM, dilated, false));
        assertThrows(IllegalArgumentException.class, () -> new Pooling(Pooling.Kind.MAXIMUM, Window.same(2, 1), true));
        assertThrows(IllegalArgumentException.class, () -> new TensorShape(1, 0, 1));
    }
}
