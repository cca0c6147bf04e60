package org.lampyris.evaluation.onnx.reading;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lampyris.space.graph.TensorShape;

/**
 * A node of the file with what is known of it.
 *
 * @param name what its results are to be called
 * @param inputs null where an optional one is left out
 * @param opset the version of the operators
 * @param batch the images at once, 0 if they are free
 */
record Call(
        String name,
        Attributes attributes,
        List<@Nullable Value> inputs,
        Sketch sketch,
        long opset,
        int batch,
        MemoryBudget budget) {

    @Nullable
    Value input(int index) {
        return index < inputs.size() ? inputs.get(index) : null;
    }

    boolean has(int index) {
        return input(index) != null;
    }

    Value value(int index) {
        Value value = input(index);
        if (value == null) {
            throw new IllegalArgumentException("its input " + index + " is missing");
        }
        return value;
    }

    Value.Result result(int index) {
        if (value(index) instanceof Value.Result result) {
            return result;
        }
        throw new IllegalArgumentException("its input " + index + " is a constant");
    }

    Constant constant(int index) {
        if (value(index) instanceof Constant constant) {
            return constant;
        }
        throw new IllegalArgumentException("its input " + index + " isn't a constant");
    }

    TensorShape shape(Value.Result result) {
        return sketch.shape(result.node());
    }

    /** The index of a node whose result is [batch, channels, height, width]. */
    int image(int index) {
        Value.Result result = result(index);
        if (!result.layout().isImage(shape(result))) {
            throw new IllegalArgumentException("its input " + index + " isn't [batch, channels, height, width] but "
                    + result.layout().axes());
        }
        return result.node();
    }

    /** Integers that are an attribute in older opsets and an input in newer ones; empty if they are neither. */
    List<Long> integers(String attribute, int input) {
        return has(input) ? constant(input).integers() : attributes.integers(attribute);
    }

    /** Copies a constant of 32-bit floats. */
    float[] copy(Constant constant) {
        float[] values = new float[budget.take(constant.size(), Float.BYTES)];
        for (int i = 0; i < values.length; i++) {
            values[i] = constant.value(i);
        }
        return values;
    }

    /** A vector of so many 32-bit floats. */
    float[] vector(int index, int size) {
        Constant constant = constant(index);
        if (constant.size() != size) {
            throw new IllegalArgumentException(
                    "its input " + index + " has the shape " + constant.shape() + ", not [" + size + "]");
        }
        return copy(constant);
    }

    /** A new node's result, which lies in the file's axes as another one did. */
    static Value.Result like(Value.Result old, int node) {
        return new Value.Result(node, old.layout(), true);
    }
}
