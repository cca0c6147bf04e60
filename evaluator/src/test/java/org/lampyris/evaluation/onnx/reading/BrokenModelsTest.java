package org.lampyris.evaluation.onnx.reading;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lampyris.evaluation.onnx.reading.ForeignModel.list;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lampyris.evaluation.onnx.OnnxWriter;
import org.lampyris.evaluation.onnx.RandomNetworks;
import org.lampyris.input.InvalidInputException;

final class BrokenModelsTest {
    private static final Map<String, Consumer<ModelProto.Builder>> CHANGES = Map.ofEntries(
            change("has the operator GRU, which can't be imported. Supported: Add", m -> node(m).setOpType("GRU")),
            change("the operator odd.Conv, which", m -> node(m).setDomain("odd")),
            change(
                    "node 'c' with the operator Conv can't be imported: its input 1 isn't a constant",
                    m -> node(m).setInput(1, "x")),
            change("it reads 'c', which nothing before it makes", m -> node(m).setInput(0, "c")),
            change("it reads 'nowhere', which nothing", m -> node(m).setInput(0, "nowhere")),
            change(
                    "opset 6;",
                    m -> m.setOpsetImport(0, OperatorSetIdProto.newBuilder().setVersion(6))),
            change(
                    "opset 99;",
                    m -> m.setOpsetImport(0, OperatorSetIdProto.newBuilder().setVersion(99))),
            change("which opset", ModelProto.Builder::clearOpsetImport),
            change("without a graph", ModelProto.Builder::clearGraph),
            change("the inputs [x, y], not one", m -> graph(m).addInput(ForeignModel.value("y", 1, 1, 1, 1))),
            change("the outputs [head, c], not one", m -> graph(m).addOutput(ForeignModel.value("c", 1))),
            change(
                    "its input 'x' leaves the size of axis 2 open",
                    m -> graph(m).setInput(0, ForeignModel.value("x", 1, 3, 0, 8))),
            change("has 3 axes, not the 4", m -> graph(m).setInput(0, ForeignModel.value("x", 1, 3, 8))),
            change(
                    "isn't a tensor of 32-bit floats",
                    m -> graph(m).getInputBuilder(0)
                            .getTypeBuilder()
                            .getTensorTypeBuilder()
                            .setElemType(TensorProto.DataType.FLOAT16.getNumber())),
            change(
                    "is of DOUBLE",
                    m -> graph(m).getInitializerBuilder(0).setDataType(TensorProto.DataType.DOUBLE.getNumber())),
            change(
                    "kept in another file",
                    m -> graph(m).getInitializerBuilder(0).setDataLocation(TensorProto.DataLocation.EXTERNAL)),
            change(
                    "of shape [2000000000, 3, 3, 3] has",
                    m -> graph(m).getInitializerBuilder(0).setDims(0, 2_000_000_000)),
            change(
                    "overflow",
                    m -> graph(m).getInitializerBuilder(0)
                            .setDims(0, 2_000_000_000)
                            .setDims(1, 2_000_000_000)
                            .setDims(2, 2_000_000_000)),
            change("over 268435456 values", m -> graph(m).setInput(0, ForeignModel.value("x", 1, 3, 60000, 60000))),
            change(
                    "a result of 5x2097158x2097158 has over",
                    m -> node(m).clearAttribute().addAttribute(list("pads", 1 << 20, 1 << 20, 1 << 20, 1 << 20))),
            change(
                    "its pads are 2 numbers, not 4",
                    m -> node(m).clearAttribute().addAttribute(list("pads", 1, 1))),
            change("its strides is of the type FLOAT", m -> node(m).addAttribute(ForeignModel.number("strides", 1))),
            change("can't convolve", m -> node(m).clearAttribute().addAttribute(list("dilations", 9, 9))),
            change("no such window", m -> node(m).clearAttribute().addAttribute(list("strides", 0, 1))),
            change(
                    "control",
                    m -> node(m).setOpType("If")
                            .addAttribute(AttributeProto.newBuilder()
                                    .setName("then_branch")
                                    .setType(AttributeProto.AttributeType.GRAPH)
                                    .setG(GraphProto.newBuilder().setName("control")))),
            change("is no vector of classes", m -> graph(m).getOutputBuilder(0).setName("c")),
            change(
                    "nothing computes its output 'odd'",
                    m -> graph(m).getOutputBuilder(0).setName("odd")),
            change(
                    "have the value NaN",
                    m -> graph(m).getInitializerBuilder(0)
                            .clearRawData()
                            .addAllFloatData(Collections.nCopies(5 * 27, Float.NaN))));

    private static Map.Entry<String, Consumer<ModelProto.Builder>> change(
            String message, Consumer<ModelProto.Builder> change) {
        return Map.entry(message, change);
    }

    private static GraphProto.Builder graph(ModelProto.Builder model) {
        return model.getGraphBuilder();
    }

    private static NodeProto.Builder node(ModelProto.Builder model) {
        return graph(model).getNodeBuilder(0);
    }

    static List<String> messages() {
        return List.copyOf(CHANGES.keySet());
    }

    private static ModelProto plain() {
        return new ForeignModel(1, 13, 0, 3, 8, 8)
                .floats("w", 5, 3, 3, 3)
                .then("Conv", "c", List.of("w"), list("strides", 1, 1))
                .head(5)
                .build();
    }

    @ParameterizedTest
    @MethodSource("messages")
    void saysInOneLineWhatIsWrong(String message) {
        ModelProto.Builder model = plain().toBuilder();
        Objects.requireNonNull(CHANGES.get(message)).accept(model);
        InvalidInputException error = assertThrows(
                InvalidInputException.class,
                () -> OnnxImporter.read("model.onnx", model.build().toByteArray()));
        String part = message.equals("control") ? "has the operator If, which" : message;

        assertTrue(error.getMessage().startsWith("model.onnx: "), error.getMessage());
        assertTrue(error.getMessage().contains(part), error.getMessage());
    }

    @Test
    void refusesFilesThatAreNoneOrTooMuch(@TempDir Path folder) {
        assertThrows(InvalidInputException.class, () -> OnnxImporter.read(folder.resolve("none.onnx")));
        assertRefused(new byte[0]);
        assertRefused(new byte[] {0x0b, 0x0b, 0x0b, 0x0b});
        byte[] groups = new byte[1 << 20];
        Arrays.fill(groups, (byte) 0x0b);
        assertRefused(groups);
        assertRefused(nested(40_000));
        byte[] nodes = new byte[6_000_000];
        for (int i = 0; i < nodes.length; i += 2) {
            nodes[i] = 0x0a;
        }
        ModelProto empty = plain().toBuilder().clearGraph().build();
        byte[] many = concat(empty.toByteArray(), delimited(7, nodes));
        assertRefused(many);
    }

    /** Attributes that hold graphs that hold nodes that hold attributes. */
    private static byte[] nested(int depth) {
        byte[] content = new byte[0];
        for (int i = 0; i < depth / 100; i++) {
            content = delimited(1, delimited(5, delimited(6, content)));
        }
        return delimited(7, content);
    }

    private static byte[] delimited(int field, byte[] content) {
        ByteString.Output out = ByteString.newOutput();
        CodedOutputStream coded = CodedOutputStream.newInstance(out);
        try {
            coded.writeByteArray(field, content);
            coded.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteString().toByteArray();
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static void assertRefused(byte[] model) {
        InvalidInputException error =
                assertThrows(InvalidInputException.class, () -> OnnxImporter.read("model.onnx", model));
        assertFalse(error.getMessage().isBlank());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void damagedFilesAreReadOrRefusedAndNothingElse(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        RandomNetworks networks = new RandomNetworks(seed);
        byte[] ours = new OnnxWriter("test").encode(networks.trained(networks.graph()));
        byte[] theirs = plain().toByteArray();
        int refused = 0;
        for (int i = 0; i < 1000; i++) {
            byte[] damaged = damaged(random, i % 2 == 0 ? ours : theirs);
            try {
                OnnxImporter.read("damaged", damaged);
            } catch (InvalidInputException e) {
                refused++;
            }
        }
        assertTrue(refused > 300 && refused < 1000, refused + " were refused");
    }

    private static byte[] damaged(SplittableRandom random, byte[] model) {
        byte[] bytes = model.clone();
        int first = random.nextInt(bytes.length);
        return switch (random.nextInt(4)) {
            case 0 -> Arrays.copyOf(bytes, first);
            case 1 -> {
                for (int i = 1 + random.nextInt(8); i > 0; i--) {
                    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                }
                yield bytes;
            }
            case 2 -> {
                for (int i = first; i < Math.min(bytes.length, first + random.nextInt(12)); i++) {
                    bytes[i] = (byte) random.nextInt();
                }
                yield bytes;
            }
            default ->
                concat(
                        Arrays.copyOf(bytes, first),
                        Arrays.copyOfRange(bytes, random.nextInt(bytes.length), bytes.length));
        };
    }

    /** Attributes, inputs, operators, sizes of a valid message, one to three of them. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void changedFieldsAreReadOrRefusedAndNothingElse(long seed) throws InvalidProtocolBufferException {
        SplittableRandom random = new SplittableRandom(seed);
        RandomNetworks networks = new RandomNetworks(seed + 100);
        ModelProto ours = ModelProto.parseFrom(new OnnxWriter("test").encode(networks.trained(networks.graph())));
        int refused = 0;
        for (int i = 0; i < 400; i++) {
            ModelProto.Builder model = (i % 3 == 0 ? plain() : ours).toBuilder();
            for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
                edit(random, model.getGraphBuilder());
            }
            try {
                OnnxImporter.read("changed", model.build().toByteArray());
            } catch (InvalidInputException e) {
                refused++;
            }
        }
        assertTrue(refused > 100 && refused < 400, refused + " were refused");
    }

    private static final List<String> OPERATORS =
            List.of(OperatorReaders.names().split(", ", -1));
    private static final long[] NUMBERS = {-1, 0, 1, 2, 3, 7, 1000, Integer.MAX_VALUE, Long.MAX_VALUE, Long.MIN_VALUE};

    private static void edit(SplittableRandom random, GraphProto.Builder graph) {
        NodeProto.Builder node = graph.getNodeBuilder(random.nextInt(graph.getNodeCount()));
        NodeProto other = graph.getNode(random.nextInt(graph.getNodeCount()));
        switch (random.nextInt(8)) {
            case 0 -> node.setOpType(OPERATORS.get(random.nextInt(OPERATORS.size())));
            case 1 -> node.setInput(random.nextInt(node.getInputCount()), other.getOutput(0));
            case 2 -> node.addInput(other.getInput(0));
            case 3 ->
                node.removeAttribute(
                        0 < node.getAttributeCount() ? random.nextInt(node.getAttributeCount()) : addOne(node));
            case 4 -> {
                AttributeProto.Builder attribute = node.getAttributeBuilder(
                        0 < node.getAttributeCount() ? random.nextInt(node.getAttributeCount()) : addOne(node));
                attribute.setI(number(random));
                if (attribute.getIntsCount() > 0) {
                    attribute.setInts(random.nextInt(attribute.getIntsCount()), number(random));
                }
            }
            case 5 -> {
                TensorProto.Builder tensor = graph.getInitializerBuilder(random.nextInt(graph.getInitializerCount()));
                if (tensor.getDimsCount() > 0) {
                    tensor.setDims(random.nextInt(tensor.getDimsCount()), number(random));
                }
            }
            case 6 -> {
                TensorProto.Builder tensor = graph.getInitializerBuilder(random.nextInt(graph.getInitializerCount()));
                tensor.setDataType(random.nextInt(17));
            }
            default -> {
                int axis = random.nextInt(4);
                graph.getInputBuilder(0)
                        .getTypeBuilder()
                        .getTensorTypeBuilder()
                        .getShapeBuilder()
                        .getDimBuilder(axis)
                        .setDimValue(number(random));
            }
        }
    }

    private static int addOne(NodeProto.Builder node) {
        node.addAttribute(ForeignModel.integer("axis", 1));
        return 0;
    }

    private static long number(SplittableRandom random) {
        return NUMBERS[random.nextInt(NUMBERS.length)];
    }
}
