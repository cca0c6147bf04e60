package org.lampyris.evaluation.onnx.reading;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lampyris.evaluation.onnx.Preprocessing;
import org.lampyris.evaluation.weights.WeightedNetwork;

/** Reads the nodes of a file one by one, in their order; those that the output doesn't need are left out. */
final class GraphReading {
    private static final int MAX_NAME = 200;

    private final GraphProto graph;
    private final ImageInput image;
    private final long opset;
    private final MemoryBudget budget;
    private final Sketch sketch;
    private final Map<String, TensorProto> constants = new HashMap<>();
    private final Map<String, Value> values = new HashMap<>();
    private final Map<String, Integer> uses = new HashMap<>();
    private final Set<String> needed = new HashSet<>();
    private final Set<String> skipped = new HashSet<>();

    /** @throws IllegalArgumentException if the graph hasn't one image and one output */
    GraphReading(GraphProto graph, long opset, MemoryBudget budget) {
        this.graph = graph;
        this.opset = opset;
        this.budget = budget;
        this.image = ImageInput.of(graph);
        this.sketch = new Sketch(image.name(), image.shape(), budget);
        if (graph.getOutputCount() != 1) {
            List<String> names =
                    graph.getOutputList().stream().map(ValueInfoProto::getName).toList();
            throw new IllegalArgumentException("it has the outputs " + names + ", not one");
        }
        if (graph.getSparseInitializerCount() > 0) {
            throw new IllegalArgumentException("it has sparse constants");
        }
        for (TensorProto tensor : graph.getInitializerList()) {
            if (constants.put(tensor.getName(), tensor) != null) {
                throw new IllegalArgumentException("it has two constants '" + tensor.getName() + "'");
            }
        }
        values.put(image.name(), new Value.Result(0, image.layout(), true));
        findNeeded();
    }

    ImageInput image() {
        return image;
    }

    String output() {
        return graph.getOutput(0).getName();
    }

    private void findNeeded() {
        use(output());
        for (int i = graph.getNodeCount() - 1; i >= 0; i--) {
            NodeProto node = graph.getNode(i);
            if (node.getOutputList().stream().anyMatch(needed::contains)) {
                node.getInputList().forEach(this::use);
            }
        }
    }

    private void use(String name) {
        needed.add(name);
        uses.merge(name, 1, Integer::sum);
    }

    /** Leaves out the nodes of {@link OwnPreprocessing} if the graph begins with them; whether it does. */
    boolean skip(Preprocessing preprocessing) {
        Optional<OwnPreprocessing> own =
                OwnPreprocessing.find(graph, image.name(), preprocessing, name -> Optional.ofNullable(value(name)));
        own.ifPresent(found -> {
            skipped.add(found.product());
            skipped.add(found.sum());
            values.put(found.product(), new Value.Result(0, image.layout(), false));
            values.put(found.sum(), new Value.Result(0, image.layout(), false));
        });
        return own.isPresent();
    }

    /** @throws IllegalArgumentException if something can't be expressed; the message names node and operator */
    WeightedNetwork network() {
        for (NodeProto node : graph.getNodeList()) {
            boolean wanted = node.getOutputList().stream().anyMatch(needed::contains);
            if (wanted && !skipped.contains(node.getOutput(0))) {
                read(node);
            }
        }
        if (value(output()) instanceof Value.Result result) {
            return sketch.endingIn(result.node());
        }
        throw new IllegalArgumentException("nothing computes its output '" + output() + "'");
    }

    private void read(NodeProto node) {
        String label = "node '" + name(node) + "'";
        OperatorReaders.Reader reader = OperatorReaders.of(node.getOpType());
        boolean custom = !node.getDomain().isEmpty() && !node.getDomain().equals("ai.onnx");
        if (reader == null || custom) {
            throw new IllegalArgumentException(label + " has the operator "
                    + (custom ? node.getDomain() + "." : "") + node.getOpType()
                    + ", which can't be imported. Supported: " + OperatorReaders.names());
        }
        try {
            Call call = new Call(name(node), new Attributes(node), inputs(node), sketch, opset, image.batch(), budget);
            if (node.getOutput(0).isEmpty()) {
                throw new IllegalArgumentException("its first result has no name");
            }
            if (constants.containsKey(node.getOutput(0)) || values.containsKey(node.getOutput(0))) {
                throw new IllegalArgumentException("it makes '" + node.getOutput(0) + "' a second time");
            }
            values.put(node.getOutput(0), reader.read(call));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new IllegalArgumentException(
                    label + " with the operator " + node.getOpType() + " can't be imported: " + e.getMessage(), e);
        }
    }

    private List<@Nullable Value> inputs(NodeProto node) {
        List<@Nullable Value> inputs = new ArrayList<>();
        for (String name : node.getInputList()) {
            Value value = name.isEmpty() ? null : value(name);
            if (value == null && !name.isEmpty()) {
                throw new IllegalArgumentException("it reads '" + name + "', which nothing before it makes");
            }
            boolean sole = value instanceof Value.Result result && result.sole() && uses.getOrDefault(name, 0) == 1;
            inputs.add(
                    value instanceof Value.Result result
                            ? new Value.Result(result.node(), result.layout(), sole)
                            : value);
        }
        return inputs;
    }

    private @Nullable Value value(String name) {
        Value known = values.get(name);
        TensorProto tensor = constants.get(name);
        if (known == null && tensor != null) {
            known = new ConstantReader(budget).read(tensor);
            values.put(name, known);
        }
        return known;
    }

    private static String name(NodeProto node) {
        String name = node.getName().isBlank() ? node.getOutput(0) : node.getName();
        return name.substring(0, Math.min(MAX_NAME, name.length()));
    }
}
