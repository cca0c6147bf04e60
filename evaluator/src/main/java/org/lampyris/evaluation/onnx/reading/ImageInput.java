package org.lampyris.evaluation.onnx.reading;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.lampyris.space.graph.TensorShape;

/**
 * The image that a file takes.
 *
 * @param batch how many at once, 0 if that is free
 * @param channelsLast whether it is [batch, height, width, channels]
 */
record ImageInput(String name, TensorShape shape, int batch, boolean channelsLast) {
    private static final List<Long> TO_CHANNELS_FIRST = List.of(0L, 3L, 1L, 2L);
    /** What may stand between the image and the node that tells the order of its axes. */
    private static final Set<String> KEEPING_AXES = Set.of("Identity", "Add", "Sub", "Mul", "Div", "Cast", "Pad");

    /** @throws IllegalArgumentException if the graph doesn't take one image of 32-bit floats and a fixed size */
    static ImageInput of(GraphProto graph) {
        Set<String> constants = new HashSet<>();
        graph.getInitializerList().forEach(constant -> constants.add(constant.getName()));
        List<ValueInfoProto> inputs = graph.getInputList().stream()
                .filter(input -> !constants.contains(input.getName()))
                .toList();
        if (inputs.size() != 1) {
            List<String> names = inputs.stream().map(ValueInfoProto::getName).toList();
            throw new IllegalArgumentException("it has the inputs " + names + ", not one");
        }
        ValueInfoProto input = inputs.get(0);
        List<Integer> sizes = sizes(input);
        boolean last = channelsLast(graph, input.getName());
        TensorShape shape = last
                ? new TensorShape(sizes.get(3), sizes.get(1), sizes.get(2))
                : new TensorShape(sizes.get(1), sizes.get(2), sizes.get(3));
        return new ImageInput(input.getName(), shape, sizes.get(0), last);
    }

    /** The batch is 0 if it is free; the others are positive. */
    private static List<Integer> sizes(ValueInfoProto input) {
        String named = "its input '" + input.getName() + "' ";
        if (!input.getType().hasTensorType()
                || input.getType().getTensorType().getElemType() != TensorProto.DataType.FLOAT.getNumber()) {
            throw new IllegalArgumentException(named + "isn't a tensor of 32-bit floats");
        }
        TensorShapeProto shape = input.getType().getTensorType().getShape();
        if (shape.getDimCount() != 4) {
            throw new IllegalArgumentException(named + "has " + shape.getDimCount() + " axes, not the 4 of images");
        }
        List<Integer> sizes = new ArrayList<>();
        for (int axis = 0; axis < 4; axis++) {
            TensorShapeProto.Dimension dimension = shape.getDim(axis);
            boolean fixed = dimension.hasDimValue() && dimension.getDimValue() > 0;
            if (!fixed && axis > 0) {
                throw new IllegalArgumentException(
                        named + "leaves the size of axis " + axis + " open; it must be fixed");
            }
            sizes.add(fixed ? Math.toIntExact(dimension.getDimValue()) : 0);
        }
        return sizes;
    }

    /** Whether the first that moves the image's axes puts the channels first. */
    private static boolean channelsLast(GraphProto graph, String image) {
        Set<String> images = new HashSet<>(Set.of(image));
        for (NodeProto node : graph.getNodeList()) {
            if (node.getInputList().stream().noneMatch(images::contains)) {
                continue;
            }
            if (node.getOpType().equals("Transpose")) {
                return new Attributes(node).integers("perm").equals(TO_CHANNELS_FIRST);
            }
            if (KEEPING_AXES.contains(node.getOpType())) {
                images.addAll(node.getOutputList());
            }
        }
        return false;
    }

    /** How the file's axes stand for the image. */
    Layout layout() {
        return channelsLast ? Layout.CHANNELS_LAST : Layout.IMAGE;
    }
}
