package org.lampyris.evaluation.onnx.reading;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.List;
import java.util.Optional;
import org.lampyris.evaluation.onnx.Preprocessing;

/**
 * The two nodes that our own files begin with: image * factor + offset. They are told by their place, and by their
 * constants, which must be those of the metadata.
 *
 * @param product the name of the product, which only the sum reads
 * @param sum the name of what the network's first node reads
 */
record OwnPreprocessing(String product, String sum) {

    /** Empty if the graph begins with something else. */
    static Optional<OwnPreprocessing> find(GraphProto graph, String image, Preprocessing preprocessing, Names names) {
        List<NodeProto> first = readers(graph, image);
        if (first.size() != 1 || !isBy(first.get(0), "Mul", image)) {
            return Optional.empty();
        }
        String product = first.get(0).getOutput(0);
        List<NodeProto> second = readers(graph, product);
        if (second.size() != 1 || !isBy(second.get(0), "Add", product)) {
            return Optional.empty();
        }
        boolean same = true;
        for (int i = 0; i < preprocessing.channels() && same; i++) {
            double std = preprocessing.std().get(i);
            float factor = (float) (preprocessing.scale() / std);
            float offset = (float) (-preprocessing.mean().get(i) / std);
            same = holds(names.value(first.get(0).getInput(1)), i, preprocessing.channels(), factor)
                    && holds(names.value(second.get(0).getInput(1)), i, preprocessing.channels(), offset);
        }
        return same ? Optional.of(new OwnPreprocessing(product, second.get(0).getOutput(0))) : Optional.empty();
    }

    /** What a name stands for, if that is known. */
    interface Names {
        Optional<Value> value(String name);
    }

    private static boolean holds(Optional<Value> value, int index, int channels, float expected) {
        return value.isPresent()
                && value.get() instanceof Constant constant
                && constant.isReal()
                && constant.shape().equals(List.of(1, channels, 1, 1))
                && constant.value(index) == expected;
    }

    private static List<NodeProto> readers(GraphProto graph, String name) {
        return graph.getNodeList().stream()
                .filter(node -> node.getInputList().contains(name))
                .toList();
    }

    private static boolean isBy(NodeProto node, String operator, String input) {
        return node.getOpType().equals(operator)
                && node.getDomain().isEmpty()
                && node.getInputCount() == 2
                && node.getOutputCount() == 1
                && node.getInput(0).equals(input)
                && !node.getInput(1).equals(input);
    }
}
