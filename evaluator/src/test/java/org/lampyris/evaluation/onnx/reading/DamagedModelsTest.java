package org.lampyris.evaluation.onnx.reading;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lampyris.evaluation.onnx.OnnxWriter;
import org.lampyris.evaluation.onnx.RandomNetworks;
import org.lampyris.input.InvalidInputException;

/** Files changed at random: whatever is in them, they are read or refused. */
final class DamagedModelsTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    @Timeout(value = 30, unit = TimeUnit.SECONDS)
    void damagedFilesAreReadOrRefusedAndNothingElse(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        RandomNetworks networks = new RandomNetworks(seed);
        byte[] ours = new OnnxWriter("test").encode(networks.trained(networks.graph()));
        byte[] theirs = ForeignModel.plain().toByteArray();
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

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /** Attributes, inputs, operators, sizes of a valid message, one to three of them. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    @Timeout(value = 30, unit = TimeUnit.SECONDS)
    void changedFieldsAreReadOrRefusedAndNothingElse(long seed) throws InvalidProtocolBufferException {
        SplittableRandom random = new SplittableRandom(seed);
        RandomNetworks networks = new RandomNetworks(seed + 100);
        ModelProto ours = ModelProto.parseFrom(new OnnxWriter("test").encode(networks.trained(networks.graph())));
        int refused = 0;
        for (int i = 0; i < 400; i++) {
            ModelProto.Builder model = (i % 3 == 0 ? ForeignModel.plain() : ours).toBuilder();
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
