package org.lampyris.evaluation.distillation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.Operator;
import org.lampyris.space.graph.TensorShape;

/**
 * The result of a node within a network, an image of several channels.
 *
 * @param node its name
 * @param shape of the result for one image
 */
public record FeatureMap(String node, TensorShape shape) {
    private record Resolution(int rows, int columns) {}

    /**
     * The last one of each size of more than one pixel, the deepest last: after the ReLU or the addition that ends a stage.
     * Only those that everything goes through count, not those within one of several branches.
     */
    public static List<FeatureMap> of(NetworkGraph graph) {
        Map<Resolution, FeatureMap> last = new LinkedHashMap<>();
        List<List<Integer>> consumers = graph.consumers();
        int reach = 0;
        for (int i = 1; i < graph.nodes().size(); i++) {
            for (int consumer : consumers.get(i - 1)) {
                reach = Math.max(reach, consumer);
            }
            TensorShape shape = graph.shape(i);
            boolean padded = graph.nodes().get(i).operator() instanceof Operator.Padding;
            if (reach == i && !padded && shape.elements() > shape.channels()) {
                Resolution resolution = new Resolution(shape.height(), shape.width());
                last.remove(resolution);
                last.put(resolution, new FeatureMap(graph.nodes().get(i).name(), shape));
            }
        }
        return List.copyOf(last.values());
    }
}
