package org.lampyris.evaluation.onnx.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.lampyris.evaluation.onnx.reading.ForeignModel.list;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.lampyris.space.graph.Node;

/** Models by what is particular about them: each one operator in one of the forms that it can have. */
final class Forms {
    private final Map<String, ForeignModel> models = new LinkedHashMap<>();

    /** Six channels of 7 x 9 pixels from 4; then what is to be tested; then a head for so many channels. */
    void form(String name, int opset, int channels, UnaryOperator<ForeignModel> nodes) {
        ForeignModel model = new ForeignModel(models.size(), opset, 0, 4, 7, 9)
                .floats("stem.weight", 6, 4, 3, 3)
                .then("Conv", "stem", List.of("stem.weight"), list("pads", 1, 1, 1, 1));
        put(name, nodes.apply(model).head(channels));
    }

    /** What is to be tested alone. */
    void whole(String name, int opset, UnaryOperator<ForeignModel> nodes, int... input) {
        put(name, nodes.apply(new ForeignModel(models.size(), opset, input)));
    }

    private void put(String name, ForeignModel model) {
        assertEquals(null, models.put(name, model));
    }

    List<String> names() {
        return List.copyOf(models.keySet());
    }

    NavigableSet<String> operators() {
        NavigableSet<String> operators = new TreeSet<>();
        models.values()
                .forEach(model -> model.graph().getNodeList().stream()
                        .map(NodeProto::getOpType)
                        .forEach(operators::add));
        return operators;
    }

    ImportedNetwork imported(String form) {
        return OnnxImporter.read(form, bytes(form));
    }

    /** The nodes of the imported network, the input among them. */
    List<Node> nodes(String form) {
        return imported(form).network().graph().nodes();
    }

    /** Holds the imported network against ONNX Runtime's results of the model. */
    void assertAgrees(String form) {
        ImportParity.assertAgrees(form, bytes(form), imported(form), 2, 1);
    }

    private byte[] bytes(String form) {
        return Objects.requireNonNull(models.get(form)).build().toByteArray();
    }
}
