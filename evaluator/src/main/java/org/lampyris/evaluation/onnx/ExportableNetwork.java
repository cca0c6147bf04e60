package org.lampyris.evaluation.onnx;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.evaluation.weights.Tensor;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.TensorShape;

/**
 * A classifier with all that is needed to use it.
 *
 * @param graph ends in a vector, the logits
 * @param weights finite, variances not negative; those of the graph and no others
 * @param preprocessing for the channels of the graph's input
 * @param classes the names of the classes in the order of the logits, all different
 * @param metadata what else to keep with it; the keys {@code classes} and {@code preprocessing} are taken
 */
public record ExportableNetwork(
        NetworkGraph graph,
        NetworkWeights weights,
        Preprocessing preprocessing,
        List<String> classes,
        SortedMap<String, String> metadata) {

    /** @throws IllegalArgumentException if the parts don't fit together; the message names the part */
    public ExportableNetwork {
        classes = List.copyOf(classes);
        metadata = Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
        weights.check(graph);
        weights.tensors().forEach(ExportableNetwork::checkValues);
        TensorShape output = graph.shape(graph.nodes().size() - 1);
        require(output.elements() == output.channels(), "the network ends in " + output + ", which is no vector");
        require(
                preprocessing.channels() == graph.input().channels(),
                "the preprocessing is for " + preprocessing.channels() + " channels, the network for "
                        + graph.input().channels());
        require(
                classes.size() == graph.classes() && new HashSet<>(classes).size() == classes.size(),
                "the network needs " + graph.classes() + " different class names, not " + classes);
        for (String taken : List.of(ModelMetadata.CLASSES, ModelMetadata.PREPROCESSING)) {
            require(!metadata.containsKey(taken), "the metadata key " + taken + " is taken");
        }
    }

    /** Without further metadata. */
    public static ExportableNetwork of(
            NetworkGraph graph, NetworkWeights weights, Preprocessing preprocessing, List<String> classes) {
        return new ExportableNetwork(graph, weights, preprocessing, classes, new TreeMap<>());
    }

    /** The same with metadata in place of what it had. */
    public ExportableNetwork with(Map<String, String> values) {
        return new ExportableNetwork(graph, weights, preprocessing, classes, new TreeMap<>(values));
    }

    private static void checkValues(String name, Tensor tensor) {
        boolean variance = name.endsWith(NetworkWeights.VARIANCE);
        for (int i = 0; i < tensor.size(); i++) {
            float value = tensor.value(i);
            require(
                    Float.isFinite(value) && !(variance && value < 0),
                    "the tensor " + name + " has the value " + value);
        }
    }

    private static void require(boolean condition, String problem) {
        if (!condition) {
            throw new IllegalArgumentException(problem);
        }
    }
}
