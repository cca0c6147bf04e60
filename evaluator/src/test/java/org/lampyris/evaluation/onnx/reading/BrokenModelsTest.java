package org.lampyris.evaluation.onnx.reading;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lampyris.evaluation.onnx.reading.ForeignModel.integer;
import static org.lampyris.evaluation.onnx.reading.ForeignModel.list;
import static org.lampyris.evaluation.onnx.reading.ForeignModel.text;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
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
                            .addAllFloatData(Collections.nCopies(5 * 27, Float.NaN))),
            change(
                    "its window is dilated",
                    m -> node(m, 1)
                            .setOpType("MaxPool")
                            .addAttribute(list("kernel_shape", 2, 2))
                            .addAttribute(list("dilations", 1, 2))),
            change(
                    "it has both ceil_mode and count_include_pad",
                    m -> node(m, 1)
                            .setOpType("AveragePool")
                            .addAttribute(list("kernel_shape", 2, 2))
                            .addAttribute(list("pads", 0, 0, 0, 1))
                            .addAttribute(integer("ceil_mode", 1))
                            .addAttribute(integer("count_include_pad", 1))),
            change(
                    "it pads by something else than zeros",
                    m -> node(m, 1)
                            .setOpType("Pad")
                            .addAttribute(text("mode", "reflect"))
                            .addAttribute(list("pads", 0, 0, 1, 1, 0, 0, 1, 1))),
            change(
                    "it pads another axis than rows and columns",
                    m -> node(m, 1).setOpType("Pad").addAttribute(list("pads", 0, 0, 1, 1, 0, 1, 1, 1))),
            change(
                    "kernels [5, 3, 3, 3] in 3 groups don't fit 3 channels",
                    m -> node(m).addAttribute(integer("group", 3))),
            change(
                    "kernel_shape isn't that of its kernels, [3, 3]",
                    m -> node(m).addAttribute(list("kernel_shape", 3, 2))),
            change("it subtracts two results", m -> node(m, 1).setOpType("Sub").addInput("c")),
            change(
                    "only a result can be divided by a constant",
                    m -> node(m, 1).setOpType("Div").setInput(0, "w").addInput("c")),
            change(
                    "it is in training mode",
                    m -> node(m, 1).setOpType("BatchNormalization").addAttribute(integer("training_mode", 1))),
            change("it transposes its first input", m -> node(m, 3).addAttribute(integer("transA", 1))),
            change(
                    "its inputs aren't joined along the channels",
                    m -> node(m, 1).setOpType("Concat").addInput("c").addAttribute(integer("axis", 2))),
            change("it makes 'c' a second time", m -> {
                node(m, 1).setOutput(0, "c");
                node(m, 2).setInput(0, "c");
            }));

    private static Map.Entry<String, Consumer<ModelProto.Builder>> change(
            String message, Consumer<ModelProto.Builder> change) {
        return Map.entry(message, change);
    }

    private static GraphProto.Builder graph(ModelProto.Builder model) {
        return model.getGraphBuilder();
    }

    private static NodeProto.Builder node(ModelProto.Builder model) {
        return node(model, 0);
    }

    /** 0 is the convolution, 1 to 3 are the head. */
    private static NodeProto.Builder node(ModelProto.Builder model, int index) {
        return graph(model).getNodeBuilder(index);
    }

    static List<String> messages() {
        return List.copyOf(CHANGES.keySet());
    }

    @ParameterizedTest
    @MethodSource("messages")
    void saysInOneLineWhatIsWrong(String message) {
        ModelProto.Builder model = ForeignModel.plain().toBuilder();
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
        InvalidInputException missing =
                assertThrows(InvalidInputException.class, () -> OnnxImporter.read(folder.resolve("none.onnx")));
        assertTrue(missing.getMessage().contains("none.onnx: there is no such file"), missing.getMessage());
        assertRefused("it is no ONNX file, or one without a graph", new byte[0]);
        String damaged = "it is no ONNX file, or a damaged one";
        assertRefused(damaged, new byte[] {0x0b, 0x0b, 0x0b, 0x0b});
        byte[] groups = new byte[1 << 20];
        Arrays.fill(groups, (byte) 0x0b);
        assertRefused(damaged, groups);
        assertRefused("it is nested over 60 deep", nested(400));
        byte[] nodes = new byte[6_000_000];
        for (int i = 0; i < nodes.length; i += 2) {
            nodes[i] = 0x0a;
        }
        ModelProto empty = ForeignModel.plain().toBuilder().clearGraph().build();
        byte[] many = ByteString.copyFrom(empty.toByteArray())
                .concat(ByteString.copyFrom(delimited(7, nodes)))
                .toByteArray();
        assertRefused("it has more parts than a network can have", many);
    }

    /** Attributes that hold graphs that hold nodes that hold attributes. */
    private static byte[] nested(int depth) {
        byte[] content = new byte[0];
        for (int i = 0; i < depth / 3; i++) {
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

    private static void assertRefused(String problem, byte[] model) {
        InvalidInputException error =
                assertThrows(InvalidInputException.class, () -> OnnxImporter.read("model.onnx", model));
        assertTrue(error.getMessage().startsWith("model.onnx: " + problem), error.getMessage());
    }
}
