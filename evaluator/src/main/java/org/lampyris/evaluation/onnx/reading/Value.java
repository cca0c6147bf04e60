package org.lampyris.evaluation.onnx.reading;

/** What a name of the file stands for. */
sealed interface Value permits Constant, Value.Result {

    /**
     * A node's result.
     *
     * @param node its index in the sketch
     * @param sole whether nothing else reads it, so that what reads it may change the node
     */
    record Result(int node, Layout layout, boolean sole) implements Value {}
}
