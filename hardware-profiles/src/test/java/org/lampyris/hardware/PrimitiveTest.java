package org.lampyris.hardware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lampyris.hardware.latency.OperatorKind;
import org.lampyris.hardware.latency.Precision;
import org.lampyris.hardware.latency.Primitive;
import org.lampyris.space.graph.GraphBuilder;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.Operator;
import org.lampyris.space.graph.TensorShape;
import org.lampyris.space.graph.Window;

/** Operators that only networks from elsewhere have. */
class PrimitiveTest {

    @Test
    void aWindowHasItsLargerSideAndItsRealWork() {
        GraphBuilder graph = new GraphBuilder(new TensorShape(4, 8, 8));
        Window window = new Window(new Window.Axis(1, 1, 1, 0, 0), Window.Axis.same(7, 2));
        graph.add("wide", new Operator.Convolution(6, window, 1, false), 0);
        Primitive wide = primitives(graph.build()).get(0);

        assertEquals(7, wide.key().form().kernel());
        assertEquals(2, wide.key().form().stride());
        assertEquals(6 * 8 * 4 * 4 * 7, wide.work().multiplyAdds());
        assertEquals(6 * 4 * 7, wide.work().weights());
        assertTrue(wide.oblong());
    }

    @Test
    void squareKernelsAreNotOblongHoweverTheyArePadded() {
        GraphBuilder graph = new GraphBuilder(new TensorShape(4, 8, 8));
        Window.Axis unpadded = new Window.Axis(3, 1, 1, 0, 0);
        int dense = graph.add("dense", new Operator.Convolution(8, new Window(unpadded, unpadded), 1, true), 0);
        int grouped = graph.add("grouped", new Operator.Convolution(8, 5, 1, 2, true), dense);
        int depthwise = graph.add("depthwise", new Operator.Convolution(8, 3, 2, 8, true), grouped);
        graph.add("fc", new Operator.Dense(3), depthwise);
        assertTrue(primitives(graph.build()).stream().noneMatch(Primitive::oblong));
        Window tall = new Window(Window.Axis.same(3, 1), Window.Axis.same(1, 1));
        GraphBuilder other = new GraphBuilder(new TensorShape(4, 8, 8));
        other.add("tall", new Operator.Convolution(4, tall, 4, true), 0);
        assertTrue(primitives(other.build()).get(0).oblong());
    }

    @Test
    void aMultiplicationIsAnAdditionAndWhatFoldsIsNothing() {
        GraphBuilder graph = new GraphBuilder(new TensorShape(4, 8, 8));
        int clipped = graph.add("clip", new Operator.Clip(0, 6), graph.convolution("c", 0, 4, 3, 1, 1));
        int squeezed = graph.add("squeeze", new Operator.GlobalAveragePooling(), clipped);
        int gate = graph.add("gate", new Operator.Activation(Operator.Activation.Function.SIGMOID), squeezed);
        int product = graph.add("product", new Operator.Multiplication(), clipped, gate);
        int padded = graph.add("padded", new Operator.Padding(1, 1, 1, 1), product);
        graph.add("softmax", new Operator.Softmax(), graph.add("fc", new Operator.Dense(3), padded));
        List<Primitive> primitives = primitives(graph.build());

        assertEquals(
                List.of(
                        OperatorKind.CONVOLUTION,
                        OperatorKind.GLOBAL_POOLING,
                        OperatorKind.ADDITION,
                        OperatorKind.DENSE),
                primitives.stream().map(p -> p.key().kind()).toList());
        assertEquals(4 * 64 + 4, primitives.get(2).work().read());
    }

    private static List<Primitive> primitives(NetworkGraph graph) {
        return Primitive.of(graph, 1, graph.nodes().size() - 1, Precision.FLOAT32);
    }
}
