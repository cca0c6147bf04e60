package org.lampyris.evaluation.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.lampyris.evaluation.weights.Tensor;
import org.lampyris.space.graph.Node;
import org.lampyris.space.graph.TensorShape;

/** A network in ONNX Runtime, in floats, whose inner results can be seen. */
final class ObservedNetwork implements AutoCloseable {
    /** Of images at a time: all results of a batch are in memory together. */
    private static final int BATCH = 16;

    private final OrtSession session;
    private final TensorShape input;
    /** The value of the model that stands for each node's result. */
    private final Map<String, String> values;

    private ObservedNetwork(OrtSession session, TensorShape input, Map<String, String> values) {
        this.session = session;
        this.input = input;
        this.values = values;
    }

    /** Takes what it sees. */
    @FunctionalInterface
    interface Observer {
        /** @param results of a node for some images: image, channel, row, column */
        void see(String node, FloatBuffer results);
    }

    /** Floats; notes what the quantized format would round. */
    private static final class Recorder implements TensorFormat {
        private final Set<String> nodes = new TreeSet<>();

        @Override
        public String result(GraphWriter out, Result result, String value) {
            nodes.add(result.node());
            return value;
        }

        @Override
        public List<String> parameters(
                GraphWriter out, String layer, Tensor weight, @Nullable Tensor bias, Result input) {
            return new FloatFormat(true).parameters(out, layer, weight, bias, input);
        }
    }

    /** Shows all results that {@link QuantizedFormat} rounds. */
    static ObservedNetwork ofQuantized(ExportableNetwork network) {
        GraphWriter graph = new GraphWriter("observed");
        Recorder recorder = new Recorder();
        return open(network, graph, OnnxWriter.translate(graph, network, recorder), recorder.nodes);
    }

    /** Shows the results of some nodes; that of a convolution before a batch normalisation is the one after it. */
    static ObservedNetwork of(ExportableNetwork network, Set<String> nodes) {
        GraphWriter graph = new GraphWriter("observed");
        return open(network, graph, OnnxWriter.translate(graph, network, new FloatFormat(true)), nodes);
    }

    private static ObservedNetwork open(
            ExportableNetwork network, GraphWriter graph, NodeTranslation nodes, Set<String> wanted) {
        Map<String, String> values = new TreeMap<>();
        Set<String> declared = new TreeSet<>(Set.of(OnnxWriter.OUTPUT));
        for (int i = 0; i < network.graph().nodes().size(); i++) {
            Node node = network.graph().nodes().get(i);
            if (wanted.contains(node.name())) {
                values.put(node.name(), nodes.value(i));
                if (declared.add(nodes.value(i))) {
                    TensorShape shape = network.graph().shape(i);
                    int[] sizes = nodes.flat(i)
                            ? new int[] {shape.channels()}
                            : new int[] {shape.channels(), shape.height(), shape.width()};
                    graph.declareOutput(nodes.value(i), sizes);
                }
            }
        }
        byte[] model = OnnxWriter.model().setGraph(graph.build()).build().toByteArray();
        try {
            return new ObservedNetwork(
                    OnnxEnvironment.session(model, 1), network.graph().input(), values);
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime doesn't take the model: " + e.getMessage(), e);
        }
    }

    /**
     * Runs all images, some at a time.
     *
     * @param images unsigned bytes, all that remain in the buffer, which stays as it is; at least one whole image
     */
    void run(ByteBuffer images, Observer observer) {
        int size = Math.toIntExact(input.elements());
        int count = images.remaining() / size;
        if (count == 0 || images.remaining() % size != 0) {
            throw new IllegalArgumentException(
                    images.remaining() + " bytes are no whole number of " + input + " images");
        }
        for (int first = 0; first < count; first += BATCH) {
            int some = Math.min(BATCH, count - first);
            run(images.slice(images.position() + first * size, some * size), some, observer);
        }
    }

    private void run(ByteBuffer images, int count, Observer observer) {
        FloatBuffer pixels = OnnxRunner.buffer(images.remaining());
        while (images.hasRemaining()) {
            pixels.put(Byte.toUnsignedInt(images.get()));
        }
        long[] shape = {count, input.channels(), input.height(), input.width()};
        try (OnnxTensor tensor = OnnxTensor.createTensor(OnnxEnvironment.get(), pixels.flip(), shape);
                OrtSession.Result result = session.run(Map.of(OnnxWriter.INPUT, tensor), Set.copyOf(values.values()))) {
            values.forEach((node, value) -> observer.see(node, floats(result, value)));
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime failed: " + e.getMessage(), e);
        }
    }

    private static FloatBuffer floats(OrtSession.Result result, String value) {
        OnnxValue found = result.get(value).orElseThrow();
        return ((OnnxTensor) found).getFloatBuffer();
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime can't close a session: " + e.getMessage(), e);
        }
    }
}
