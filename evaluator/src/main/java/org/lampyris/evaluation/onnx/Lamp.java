package org.lampyris.evaluation.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.lampyris.evaluation.compression.coding.CodedTensor;
import org.lampyris.evaluation.compression.coding.LampReader;
import org.lampyris.evaluation.compression.coding.LampReport;
import org.lampyris.evaluation.compression.coding.LampWriter;
import org.lampyris.evaluation.compression.coding.TensorReport;
import org.lampyris.input.InvalidInputException;

/**
 * A compressed network: an ONNX model whose initializers of 32-bit floats and of bytes, as quantized weights are, are kept
 * as codes (a {@code .lamp} file). What is unpacked is an ONNX model again, with the decoded values bit for bit. The format
 * is that of {@link LampWriter}: the skeleton is the model without the data of these initializers; the codes follow in the
 * order of the initializers. One of these types that has its data in the skeleton has no code.
 *
 * @see <a href="https://arxiv.org/abs/1510.00149">Han, Mao and Dally, Deep compression: Compressing deep neural networks
 *     with pruning, trained quantization and Huffman coding, ICLR 2016</a>
 */
public final class Lamp {
    /** A file and what is made of it on the way need a part of the memory each. */
    private static final int FILE_SHARE = 12;

    private final ModelProto model;
    private final Map<String, CodedTensor> codes;
    private final long bytes;
    private final double skeletonBytes;

    private Lamp(ModelProto model, Map<String, CodedTensor> codes, long bytes, double skeletonBytes) {
        this.model = model;
        this.codes = Collections.unmodifiableMap(codes);
        this.bytes = bytes;
        this.skeletonBytes = skeletonBytes;
    }

    /**
     * @param onnx any ONNX model, not only one of {@link OnnxWriter}
     * @param codes by the names of initializers of 32-bit floats, in place of their values; initializers without a code
     *     keep their values, in the smallest code that does so
     * @return the content of a {@code .lamp} file; the same model and codes give the same bytes
     * @throws InvalidInputException if the model is none, or has weights outside
     * @throws IllegalArgumentException if a code's name or shape is of no such initializer
     */
    public static byte[] pack(byte[] onnx, Map<String, CodedTensor> codes) {
        return pack("the ONNX model", onnx, codes);
    }

    /**
     * Without any loss.
     *
     * @param where the name of the file for messages
     * @param onnx any ONNX model
     * @return the content of a {@code .lamp} file
     * @throws InvalidInputException if the model is none, or has weights outside
     */
    public static byte[] pack(String where, byte[] onnx) {
        return pack(where, onnx, Map.of());
    }

    private static byte[] pack(String where, byte[] onnx, Map<String, CodedTensor> codes) {
        Map<String, CodedTensor> chosen = new LinkedHashMap<>();
        ModelProto.Builder model;
        try {
            model = parse(onnx);
            GraphProto.Builder graph = model.getGraphBuilder();
            for (int i = 0; i < graph.getInitializerCount(); i++) {
                Optional<PackedInitializer> found = PackedInitializer.of(graph.getInitializer(i));
                if (found.isEmpty()) {
                    continue;
                }
                CodedTensor code = code(found.get(), codes);
                if (found.get().isWorth(code)) {
                    put(chosen, found.get(), code);
                    graph.setInitializer(i, found.get().without());
                }
            }
        } catch (MalformedModelException e) {
            throw InvalidInputException.at(where, e.getMessage(), "A network with its weights inside is needed.");
        }
        Set<String> unknown = new TreeSet<>(codes.keySet());
        unknown.removeAll(chosen.keySet());
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("the model has no initializers of 32-bit floats called " + unknown);
        }
        LampWriter writer = new LampWriter(model.build().toByteArray());
        chosen.values().forEach(writer::add);
        return writer.finish();
    }

    /**
     * @param lamp the content of a file
     * @return the ONNX model; the one that was packed, byte for byte, if it had the usual protobuf encoding and no codes
     *     were given
     * @throws InvalidInputException if it isn't such a file or a byte of it was changed
     */
    public static byte[] unpack(byte[] lamp) {
        return open("the compressed network", lamp).onnx();
    }

    /** @throws InvalidInputException if it can't be read, isn't such a file, or a byte of it was changed */
    public static Lamp read(Path file) {
        String advice = "A .lamp file, as 'lampyris pack' makes, is needed.";
        return open(file.toString(), ModelFile.read(file, Runtime.getRuntime().maxMemory() / FILE_SHARE, advice));
    }

    /**
     * Reads a compressed network.
     *
     * @param where the name of the file for messages
     * @param lamp the content of the file
     * @throws InvalidInputException if it isn't such a file or a byte of it was changed
     */
    public static Lamp open(String where, byte[] lamp) {
        LampReader reader = new LampReader(where, lamp);
        try {
            ModelProto.Builder model = parse(reader.skeleton());
            GraphProto.Builder graph = model.getGraphBuilder();
            Map<String, CodedTensor> codes = new LinkedHashMap<>();
            for (int i = 0; i < graph.getInitializerCount(); i++) {
                Optional<PackedInitializer> found = PackedInitializer.of(graph.getInitializer(i));
                if (found.isPresent() && found.get().isEmpty()) {
                    CodedTensor code = reader.next(found.get().shape());
                    put(codes, found.get(), code);
                    graph.setInitializer(i, found.get().with(code.decode()));
                }
            }
            reader.finish();
            return new Lamp(model.build(), codes, lamp.length, reader.skeletonBytes());
        } catch (MalformedModelException e) {
            throw reader.refusal(e.getMessage());
        }
    }

    /** The ONNX model with the decoded values. */
    public byte[] onnx() {
        return model.toByteArray();
    }

    /** The codes by the names of the initializers, in the order of the file. */
    public Map<String, CodedTensor> codes() {
        return codes;
    }

    /** What the file's bytes are spent on; codes everything once more in every way to say what it would take. */
    public LampReport report() {
        List<TensorReport> tensors = new ArrayList<>();
        codes.forEach((name, code) -> tensors.add(TensorReport.of(name, code)));
        return new LampReport(bytes, skeletonBytes, tensors);
    }

    private static CodedTensor code(PackedInitializer initializer, Map<String, CodedTensor> codes)
            throws MalformedModelException {
        CodedTensor code = codes.get(initializer.name());
        if (code == null) {
            return CodedTensor.lossless(initializer.values());
        }
        if (initializer.type() != NumberType.FLOAT32) {
            throw new IllegalArgumentException(initializer.name() + " has no 32-bit floats");
        }
        if (!code.shape().equals(initializer.shape())) {
            throw new IllegalArgumentException("the code of " + initializer.name() + " has the shape " + code.shape()
                    + ", not " + initializer.shape());
        }
        return code;
    }

    private static void put(Map<String, CodedTensor> codes, PackedInitializer initializer, CodedTensor code)
            throws MalformedModelException {
        if (codes.put(initializer.name(), code) != null) {
            throw new MalformedModelException("two initializers are called " + initializer.name());
        }
    }

    private static ModelProto.Builder parse(byte[] bytes) throws MalformedModelException {
        ModelProto model;
        try {
            model = ProtobufReader.parse(bytes);
        } catch (IllegalArgumentException e) {
            throw new MalformedModelException(String.valueOf(e.getMessage()));
        }
        if (!model.hasGraph()) {
            throw new MalformedModelException("it is no ONNX file, or one without a graph");
        }
        return model.toBuilder();
    }
}
