package org.lampyris.evaluation.onnx;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lampyris.evaluation.compression.quantization.QuantizationGrid;
import org.lampyris.evaluation.compression.quantization.ValueRange;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.Node;
import org.lampyris.space.graph.Operator.Concatenation;
import org.lampyris.space.graph.Operator.Pooling;

/**
 * The grid of each result. A maximum pooling has that of its input, without which runtimes don't compute it in integers;
 * a concatenation that of the inputs that nothing else reads, which are copied then and not rounded twice. Only where
 * none or both of the two have negative values: a ReLU costs nothing where zero is the lowest integer.
 */
final class SharedGrids {
    private final NetworkGraph graph;
    private final ActivationRanges ranges;
    private final int[] group;

    private SharedGrids(NetworkGraph graph, ActivationRanges ranges) {
        this.graph = graph;
        this.ranges = ranges;
        this.group = new int[graph.nodes().size()];
    }

    /** By the names of the nodes that have a range. */
    static Map<String, QuantizationGrid> of(NetworkGraph graph, ActivationRanges ranges) {
        SharedGrids grids = new SharedGrids(graph, ranges);
        grids.join();
        Map<Integer, ValueRange> unions = new TreeMap<>();
        for (int i = 0; i < grids.group.length; i++) {
            ValueRange range = grids.range(i);
            if (range != null) {
                unions.merge(grids.group[i], range, ValueRange::union);
            }
        }
        Map<String, QuantizationGrid> result = new TreeMap<>();
        for (int i = 0; i < grids.group.length; i++) {
            ValueRange union = unions.get(grids.group[i]);
            if (grids.range(i) != null && union != null) {
                result.put(graph.nodes().get(i).name(), union.unsignedBytes());
            }
        }
        return result;
    }

    private void join() {
        int[] readers = new int[group.length];
        graph.nodes().forEach(node -> node.inputs().stream().distinct().forEach(input -> readers[input]++));
        for (int i = 0; i < group.length; i++) {
            group[i] = i;
            Node node = graph.nodes().get(i);
            boolean maximum = node.operator() instanceof Pooling pooling && pooling.kind() == Pooling.Kind.MAXIMUM;
            boolean joins = node.operator() instanceof Concatenation;
            List<Integer> inputs = maximum || joins ? node.inputs() : List.of();
            for (int input : inputs) {
                if ((maximum || readers[input] == 1) && alike(i, input)) {
                    merge(group[input], i);
                }
            }
        }
    }

    private void merge(int old, int now) {
        for (int i = 0; i <= now; i++) {
            group[i] = group[i] == old ? group[now] : group[i];
        }
    }

    private boolean alike(int one, int other) {
        ValueRange a = range(one);
        ValueRange b = range(other);
        return a != null && b != null && (a.lowest() < 0) == (b.lowest() < 0);
    }

    private @Nullable ValueRange range(int node) {
        return ranges.ranges().get(graph.nodes().get(node).name());
    }
}
