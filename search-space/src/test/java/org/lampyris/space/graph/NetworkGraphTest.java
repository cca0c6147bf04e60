package org.lampyris.space.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lampyris.space.graph.Operator.Activation;
import org.lampyris.space.graph.Operator.BatchNormalization;
import org.lampyris.space.graph.Operator.Dense;
import org.lampyris.space.graph.Operator.Input;

class NetworkGraphTest {
    private static final Node INPUT = new Node("input", new Input(new TensorShape(1, 2, 3)), List.of());

    @Test
    void aGraphKnowsItsShapes() {
        NetworkGraph graph = new NetworkGraph(List.of(INPUT, new Node("dense", new Dense(7), List.of(0))), List.of());
        assertEquals(new TensorShape(1, 2, 3), graph.input());
        assertEquals(new TensorShape(1, 2, 3), graph.inputShape(1));
        assertEquals(7, graph.classes());
        assertThrows(UnsupportedOperationException.class, () -> graph.nodes().remove(0));
    }

    @Test
    void everyNodeKnowsWhoTakesItsResult() {
        Node relu = new Node("relu", new Activation(Activation.Function.RELU), List.of(0));
        Node twice = new Node("twice", new Operator.Addition(), List.of(1, 1));
        Node both = new Node("both", new Operator.Addition(), List.of(0, 2));
        NetworkGraph graph = new NetworkGraph(List.of(INPUT, relu, twice, both), List.of());
        assertEquals(List.of(List.of(1, 3), List.of(2, 2), List.of(3), List.of()), graph.consumers());
    }

    @Test
    void inconsistentGraphsAreRefused() {
        Node relu = new Node("relu", new Activation(Activation.Function.RELU), List.of(0));
        Node norm = new Node("bn", new BatchNormalization(), List.of(0));
        Node dense = new Node("dense", new Dense(7), List.of(1));
        checkRefused("the first node must be the input", List.of());
        checkRefused("comes before its input 0", List.of(relu));
        checkRefused(
                "two nodes have the name relu", List.of(INPUT, relu, new Node("relu", dense.operator(), List.of(1))));
        checkRefused("nothing uses the result of bn", List.of(INPUT, relu, norm, dense));
        checkRefused(
                "image is a second input",
                List.of(
                        INPUT,
                        new Node("image", INPUT.operator(), List.of()),
                        new Node("add", new Operator.Addition(), List.of(0, 1))));
        checkRefused("dense comes before its input 1", List.of(INPUT, dense));
        checkRefused("overlaps", List.of(INPUT, relu, dense), block(0, 1), block(1, 2));
        checkRefused("overlaps", List.of(INPUT, relu, dense), block(1, 3));
        checkRefused("overlaps", List.of(INPUT, relu, dense), block(2, 1));
    }

    private static Block block(int first, int last) {
        return new Block("block", Block.Kind.PLAIN, 3, 1, 1, 1, first, last);
    }

    private static void checkRefused(String expected, List<Node> nodes, Block... blocks) {
        IllegalArgumentException error =
                assertThrows(IllegalArgumentException.class, () -> new NetworkGraph(nodes, List.of(blocks)));
        assertTrue(error.toString().contains(expected), error::toString);
    }
}
