package org.lampyris.experiments.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.lampyris.space.graph.GraphBuilder;
import org.lampyris.space.graph.Operator;
import org.lampyris.space.graph.TensorShape;
import org.lampyris.space.graph.Window;

class GraphJsonTest {

    @Test
    void onlyUnusualWindowsAreSpelledOut() {
        GraphBuilder graph = new GraphBuilder(new TensorShape(2, 8, 8));
        int usual = graph.add("usual", new Operator.Convolution(4, 3, 2, 1, false), 0);
        Window window = new Window(new Window.Axis(1, 1, 1, 0, 0), new Window.Axis(2, 1, 3, 1, 2));
        int odd = graph.add("odd", new Operator.Convolution(4, window, 1, true), usual);
        int clip = graph.add("clip", new Operator.Clip(0, 0.1f), odd);
        int padded = graph.add("padded", new Operator.Padding(1, 2, 3, 4), clip);
        Window pool = Window.same(3, 2);
        graph.add("pool", new Operator.Pooling(Operator.Pooling.Kind.AVERAGE, pool, true), padded);
        List<?> nodes =
                (List<?>) Objects.requireNonNull(GraphJson.of(graph.build()).get("nodes"));

        assertFalse(node(nodes, 1).containsKey("window"));
        assertEquals(3, node(nodes, 1).get("kernel"));
        assertEquals(2, node(nodes, 2).get("kernel"));
        assertEquals(
                Map.of(
                        "kernel", List.of(1, 2),
                        "strides", List.of(1, 1),
                        "dilations", List.of(1, 3),
                        "pads", List.of(0, 1, 0, 2)),
                node(nodes, 2).get("window"));
        assertEquals(0.1, node(nodes, 3).get("high"));
        assertEquals(List.of(1, 2, 3, 4), node(nodes, 4).get("pads"));
        assertEquals(true, node(nodes, 5).get("countsPadding"));
    }

    private static Map<?, ?> node(List<?> nodes, int index) {
        return (Map<?, ?>) Objects.requireNonNull(nodes.get(index));
    }
}
