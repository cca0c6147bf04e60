package org.lampyris.evaluation.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.lampyris.evaluation.compression.quantization.QuantizationGrid;
import org.lampyris.evaluation.compression.quantization.QuantizationPlan;
import org.lampyris.evaluation.weights.DurableFile;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.evaluation.weights.Tensor;
import org.lampyris.hardware.latency.Precision;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.Node;
import org.lampyris.space.graph.Operator.BatchNormalization;
import org.lampyris.space.graph.Operator.Dense;
import org.lampyris.space.graph.Operator.Pointwise;
import org.lampyris.space.graph.Operator.Softmax;
import org.lampyris.space.graph.TensorShape;

/**
 * Writes networks as ONNX files that run without us.
 *
 * <p>Input {@code image}: 32-bit floats [batch, channels, height, width], raw pixel values from 0 to 255. Output {@code
 * logits}: 32-bit floats [batch, classes]. The batch axis is free. The preprocessing is part of the graph; it and the
 * class names stand in the metadata too (JSON under {@code preprocessing} and {@code classes}). A batch normalisation
 * that is the only consumer of a convolution is folded into it, one elsewhere stays a node.
 *
 * @see <a href="https://github.com/onnx/onnx/blob/main/docs/IR.md">Open Neural Network Exchange: intermediate
 *     representation, 2017</a>
 */
public final class OnnxWriter {
    /** The name of the graph's input. */
    public static final String INPUT = "image";

    /** The name of the graph's output. */
    public static final String OUTPUT = "logits";

    /** The oldest with all operators in today's form, from 2020: read by nearly every runtime. */
    static final int OPSET = 13;

    /** The one that came with the opset. */
    static final int IR_VERSION = 7;

    private static final float LARGEST_RESULT = 8;

    private final String version;

    /** @param version of this program, kept in the file */
    public OnnxWriter(String version) {
        this.version = version;
    }

    /**
     * Writes a file; it is there in full or not at all.
     *
     * @return its SHA-256, 64 hexadecimal digits
     * @throws IOException if it can't be written
     * @throws IllegalArgumentException if an operator can't be expressed; the message names node and operator
     */
    public String write(Path file, ExportableNetwork network) throws IOException {
        return DurableFile.write(file, encode(network));
    }

    /**
     * The content of the file. The same network gives the same bytes. Weights that were trained as integers stand there as
     * signed bytes with a scale for each output channel; all is computed in floats.
     *
     * @throws IllegalArgumentException if an operator can't be expressed; the message names node and operator
     */
    public byte[] encode(ExportableNetwork network) {
        return encode(
                network,
                network.graph().formats().isEmpty()
                        ? new FloatFormat(true)
                        : new IntegerWeightsFormat(network.graph().formats()));
    }

    /**
     * The same with every batch normalisation as a node of its own, for a network that is to be trained on.
     *
     * @throws IllegalArgumentException if an operator can't be expressed; the message names node and operator
     */
    public byte[] encodeTrainable(ExportableNetwork network) {
        return encode(network, new FloatFormat(false));
    }

    /**
     * The content of a file that runs in 8-bit integers: QuantizeLinear and DequantizeLinear nodes stand where runtimes
     * fuse them with what is between. Activations are unsigned bytes, weights signed bytes (of fewer bits, if the plan
     * says so: then they have fewer values, but take as much room), biases 32-bit integers. The preprocessing and the
     * logits stay floats. Input, output and metadata are those of {@link #encode}.
     *
     * @param plan symmetric quantizers, or such with one scale for all channels
     * @param ranges of the same graph's results
     * @throws IllegalArgumentException if an operator can't be expressed, a range is missing or the plan names a layer
     *     that isn't there; the message names the node
     */
    public byte[] encodeQuantized(ExportableNetwork network, QuantizationPlan plan, ActivationRanges ranges) {
        plan.check(network.graph());
        Map<String, QuantizationGrid> grids = SharedGrids.of(network.graph(), ranges);
        return encode(network, new QuantizedFormat(result -> grid(grids, result.node()), plan));
    }

    private static QuantizationGrid grid(Map<String, QuantizationGrid> grids, String node) {
        QuantizationGrid grid = grids.get(node);
        if (grid == null) {
            throw new IllegalArgumentException("there is no range for the results of the node " + node);
        }
        return grid;
    }

    private byte[] encode(ExportableNetwork network, TensorFormat format) {
        GraphWriter graph = new GraphWriter("network");
        translate(graph, network, format);
        ModelProto.Builder model = model().setProducerVersion(version)
                .setDomain("org.lampyris")
                .setModelVersion(1)
                .setDocString(description(network))
                .setGraph(graph.build());
        ModelMetadata.of(network)
                .toProperties()
                .forEach((key, value) -> model.addMetadataProps(
                        StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        return model.build().toByteArray();
    }

    /** Writes input, preprocessing, network and output. */
    static NodeTranslation translate(GraphWriter graph, ExportableNetwork network, TensorFormat format) {
        TensorShape shape = network.graph().input();
        String image = graph.input(INPUT, shape.channels(), shape.height(), shape.width());
        String logits = graph.output(OUTPUT, network.classes().size());
        String normalized = preprocess(graph, image, network.preprocessing());
        NodeTranslation nodes = new NodeTranslation(network.graph(), network.weights(), format, graph, logits);
        nodes.write(normalized);
        return nodes;
    }

    /**
     * The content of a file for measuring a part of a network: float input {@code image} [batch, channels, height,
     * width], output the last node's result, no preprocessing, no metadata.
     *
     * @param precision float32, or int8 with the same scale everywhere
     * @throws IllegalArgumentException if it is another precision, or an operator can't be expressed
     */
    public static byte[] encodePart(NetworkGraph part, NetworkWeights weights, Precision precision) {
        TensorFormat format = switch (precision) {
            case FLOAT32 -> new FloatFormat(true);
            case INT8 -> QuantizedFormat.uniform(LARGEST_RESULT);
            case FLOAT16 -> throw new IllegalArgumentException("float16 can't be written");
        };
        TensorShape shape = part.input();
        GraphWriter graph = new GraphWriter("part");
        String image = graph.input(INPUT, shape.channels(), shape.height(), shape.width());
        String end = new NodeTranslation(part, weights, format, graph, null).write(image);
        TensorShape last = part.shape(part.nodes().size() - 1);
        if (endsFlat(part)) {
            graph.declareOutput(end, last.channels());
        } else {
            graph.declareOutput(end, last.channels(), last.height(), last.width());
        }
        return model().setGraph(graph.build()).build().toByteArray();
    }

    private static boolean endsFlat(NetworkGraph part) {
        Node node = part.nodes().get(part.nodes().size() - 1);
        while (node.operator() instanceof Pointwise
                || node.operator() instanceof BatchNormalization
                || node.operator() instanceof Softmax) {
            node = part.nodes().get(node.inputs().get(0));
        }
        return node.operator() instanceof Dense;
    }

    static ModelProto.Builder model() {
        return ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
                .setProducerName("lampyris");
    }

    /** Can't be folded into the first convolution: its padding stands for zeros after the normalisation. */
    private static String preprocess(GraphWriter graph, String image, Preprocessing preprocessing) {
        int channels = preprocessing.channels();
        float[] factors = new float[channels];
        float[] offsets = new float[channels];
        for (int i = 0; i < channels; i++) {
            factors[i] = (float) (preprocessing.scale() / preprocessing.std().get(i));
            offsets[i] =
                    (float) (-preprocessing.mean().get(i) / preprocessing.std().get(i));
        }
        String factor = graph.constant("preprocessing.factor", Tensor.of(factors, 1, channels, 1, 1));
        String offset = graph.constant("preprocessing.offset", Tensor.of(offsets, 1, channels, 1, 1));
        String scaled = graph.node("Mul", "preprocessing.scale", List.of(image, factor));
        return graph.node("Add", "preprocessing.shift", List.of(scaled, offset));
    }

    private static String description(ExportableNetwork network) {
        TensorShape shape = network.graph().input();
        return "Image classifier. Input '" + INPUT + "': float [batch, " + shape.channels() + ", " + shape.height()
                + ", "
                + shape.width() + "], raw pixel values 0 to 255; the preprocessing is inside. Output '" + OUTPUT
                + "': float [batch, " + network.classes().size() + "], the names are in the metadata 'classes'.";
    }
}
