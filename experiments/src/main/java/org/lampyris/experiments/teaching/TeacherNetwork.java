package org.lampyris.experiments.teaching;

import java.util.function.Supplier;
import org.lampyris.evaluation.onnx.ExportableNetwork;
import org.lampyris.evaluation.onnx.OnnxRunner;

/** A network that teaches, alone or with others. */
final class TeacherNetwork {
    private final String where;
    private final byte[] model;
    private final Supplier<ExportableNetwork> network;

    /**
     * @param where for messages
     * @param model the content of an ONNX file of ours
     * @param network node by node, read when it is needed
     */
    TeacherNetwork(String where, byte[] model, Supplier<ExportableNetwork> network) {
        this.where = where;
        this.model = model;
        this.network = network;
    }

    String where() {
        return where;
    }

    OnnxRunner open() {
        return OnnxRunner.open(where, model);
    }

    /** @throws org.lampyris.input.InvalidInputException if it is of operators that aren't understood, as in integers */
    ExportableNetwork network() {
        return network.get();
    }
}
