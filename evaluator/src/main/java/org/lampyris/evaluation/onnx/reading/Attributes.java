package org.lampyris.evaluation.onnx.reading;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The attributes of a node; each is asked for by name and type. */
final class Attributes {
    private final Map<String, AttributeProto> attributes = new HashMap<>();

    Attributes(NodeProto node) {
        node.getAttributeList().forEach(attribute -> attributes.put(attribute.getName(), attribute));
    }

    boolean has(String name) {
        return attributes.containsKey(name);
    }

    long integer(String name, long otherwise) {
        AttributeProto attribute = typed(name, AttributeType.INT);
        return attribute == null ? otherwise : attribute.getI();
    }

    boolean flag(String name) {
        return integer(name, 0) != 0;
    }

    float number(String name, float otherwise) {
        AttributeProto attribute = typed(name, AttributeType.FLOAT);
        return attribute == null ? otherwise : attribute.getF();
    }

    String text(String name, String otherwise) {
        AttributeProto attribute = typed(name, AttributeType.STRING);
        return attribute == null ? otherwise : attribute.getS().toStringUtf8();
    }

    /** Empty if there is no such attribute. */
    List<Long> integers(String name) {
        AttributeProto attribute = typed(name, AttributeType.INTS);
        return attribute == null ? List.of() : attribute.getIntsList();
    }

    /** The integers, or as many times the same if there is no such attribute. */
    List<Long> integers(String name, int count, long otherwise) {
        AttributeProto attribute = typed(name, AttributeType.INTS);
        List<Long> list = attribute == null ? Collections.nCopies(count, otherwise) : attribute.getIntsList();
        if (list.size() != count) {
            throw new IllegalArgumentException("its " + name + " are " + list.size() + " numbers, not " + count);
        }
        return list;
    }

    /** Empty if there is no such attribute. */
    List<Float> numbers(String name) {
        AttributeProto attribute = typed(name, AttributeType.FLOATS);
        return attribute == null ? List.of() : attribute.getFloatsList();
    }

    @Nullable
    TensorProto tensor(String name) {
        AttributeProto attribute = typed(name, AttributeType.TENSOR);
        return attribute == null ? null : attribute.getT();
    }

    private @Nullable AttributeProto typed(String name, AttributeType type) {
        AttributeProto attribute = attributes.get(name);
        if (attribute != null && attribute.getType() != type) {
            throw new IllegalArgumentException("its " + name + " is of the type " + attribute.getType());
        }
        return attribute;
    }
}
