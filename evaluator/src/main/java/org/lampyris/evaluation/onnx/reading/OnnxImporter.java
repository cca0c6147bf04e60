package org.lampyris.evaluation.onnx.reading;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lampyris.evaluation.onnx.ModelFile;
import org.lampyris.evaluation.onnx.ModelMetadata;
import org.lampyris.evaluation.onnx.Preprocessing;
import org.lampyris.evaluation.onnx.ProtobufReader;
import org.lampyris.evaluation.weights.WeightedNetwork;
import org.lampyris.input.InvalidInputException;

/**
 * Reads convolutional networks from ONNX files, ours and those of other programs: one image in, one vector out, 32-bit
 * floats, sizes fixed but for the batch. Nodes that only move axes leave nothing behind, constants that are added or
 * multiplied are folded; all else is a node of the network, under the file's name. A file can be broken in any way: what
 * it announces is held against what it has before memory is taken.
 *
 * @see <a href="https://github.com/onnx/onnx/blob/main/docs/IR.md">Open Neural Network Exchange: intermediate
 *     representation, 2017</a>
 */
public final class OnnxImporter {
    /** The first without broadcast attributes. */
    private static final long OLDEST_OPSET = 7;

    private static final long NEWEST_OPSET = 25;
    /** A file, its values as they are decoded, and as they are kept, need a part of the memory each. */
    private static final int FILE_SHARE = 6;

    private static final int WEIGHTS_SHARE = 2;
    private static final String ADVICE = "Export a trained convolutional network of 32-bit floats in inference mode.";

    private OnnxImporter() {}

    /** @throws InvalidInputException if it can't be read or expressed; the message says which node and operator */
    public static ImportedNetwork read(Path file) {
        return read(file.toString(), content(file));
    }

    /**
     * @param where for messages
     * @param model the content of a file, not to be changed any more
     * @throws InvalidInputException the same
     */
    public static ImportedNetwork read(String where, byte[] model) {
        try {
            return read(ProtobufReader.parse(model));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw InvalidInputException.at(where, String.valueOf(e.getMessage()), ADVICE);
        }
    }

    /**
     * What a file says of itself in its metadata, whether its network can be imported or not.
     *
     * @throws InvalidInputException if it can't be read or is no ONNX file
     */
    public static SortedMap<String, String> metadata(Path file) {
        try {
            return metadata(ProtobufReader.parse(content(file)));
        } catch (IllegalArgumentException e) {
            throw InvalidInputException.at(file.toString(), String.valueOf(e.getMessage()), ADVICE);
        }
    }

    private static byte[] content(Path file) {
        return ModelFile.read(file, Runtime.getRuntime().maxMemory() / FILE_SHARE);
    }

    private static SortedMap<String, String> metadata(ModelProto model) {
        SortedMap<String, String> properties = new TreeMap<>();
        for (StringStringEntryProto entry : model.getMetadataPropsList()) {
            properties.put(entry.getKey(), entry.getValue());
        }
        return properties;
    }

    private static ImportedNetwork read(ModelProto model) {
        if (!model.hasGraph()) {
            throw new IllegalArgumentException("it is no ONNX file, or one without a graph");
        }
        if (model.getFunctionsCount() > 0) {
            throw new IllegalArgumentException("it defines functions of its own, which can't be imported");
        }
        MemoryBudget budget = new MemoryBudget(Runtime.getRuntime().maxMemory() / WEIGHTS_SHARE);
        GraphReading reading = new GraphReading(model.getGraph(), opset(model), budget);
        SortedMap<String, String> properties = metadata(model);
        int channels = reading.image().shape().channels();
        Optional<ModelMetadata> own = own(properties);
        Preprocessing none =
                new Preprocessing(1, Collections.nCopies(channels, 0.0), Collections.nCopies(channels, 1.0));
        Optional<Preprocessing> preprocessing = own.map(ModelMetadata::preprocessing)
                .filter(steps -> steps.channels() == channels && reading.skip(steps));
        WeightedNetwork network = reading.network();
        List<String> classes = own.map(ModelMetadata::classes)
                .filter(names ->
                        names.size() == network.graph().classes() && new HashSet<>(names).size() == names.size())
                .orElse(List.of());
        if (preprocessing.isPresent()) {
            properties.remove(ModelMetadata.PREPROCESSING);
        }
        if (!classes.isEmpty()) {
            properties.remove(ModelMetadata.CLASSES);
        }
        return new ImportedNetwork(
                network,
                preprocessing.orElse(none),
                classes,
                reading.image().channelsLast(),
                reading.image().name(),
                reading.output(),
                properties);
    }

    private static Optional<ModelMetadata> own(SortedMap<String, String> properties) {
        try {
            return Optional.of(ModelMetadata.parse(properties));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static long opset(ModelProto model) {
        for (OperatorSetIdProto set : model.getOpsetImportList()) {
            if (set.getDomain().isEmpty() || set.getDomain().equals("ai.onnx")) {
                if (set.getVersion() < OLDEST_OPSET || set.getVersion() > NEWEST_OPSET) {
                    throw new IllegalArgumentException("it has the opset " + set.getVersion() + "; those from "
                            + OLDEST_OPSET + " to " + NEWEST_OPSET + " can be read");
                }
                return set.getVersion();
            }
        }
        throw new IllegalArgumentException("it doesn't say which opset of ONNX it has");
    }
}
