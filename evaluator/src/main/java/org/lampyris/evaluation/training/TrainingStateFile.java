package org.lampyris.evaluation.training;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.evaluation.weights.Safetensors;
import org.lampyris.evaluation.weights.Tensor;
import org.lampyris.input.Sha256;

/** A state as a safetensors file, whose metadata hold the SHA-256 of all the rest. */
final class TrainingStateFile {
    private static final String PARAMETERS = "parameters";
    private static final String MOMENT = "moment";
    private static final String TRAINING = "training";
    private static final String EPOCHS = "epochs";
    private static final String STEPS = "steps";
    private static final String LOSS = "loss";
    private static final String SHA256 = "sha256";

    private TrainingStateFile() {}

    /** Writes it durably; it is there in full or not at all. */
    static void write(Path file, String training, TrainingState state) throws IOException {
        SortedMap<String, Tensor> tensors = new TreeMap<>();
        tensors.put(PARAMETERS, state.parameters());
        for (int i = 0; i < state.moments().size(); i++) {
            tensors.put(MOMENT + i, state.moments().get(i));
        }
        SortedMap<String, String> metadata = new TreeMap<>();
        metadata.put(TRAINING, training);
        metadata.put(EPOCHS, Integer.toString(state.epochs()));
        metadata.put(STEPS, Integer.toString(state.steps()));
        metadata.put(LOSS, Double.toString(state.loss()));
        metadata.put(SHA256, sha256(metadata, tensors));
        Safetensors.write(file, new NetworkWeights(tensors), metadata);
    }

    /**
     * @throws org.lampyris.input.InvalidInputException if it is no safetensors file
     * @throws IllegalArgumentException if it is no state, the state of another training, or not what was written
     */
    static TrainingState read(Path file, String training) {
        Safetensors.Content content = Safetensors.read(file);
        SortedMap<String, String> metadata = new TreeMap<>(content.metadata());
        SortedMap<String, Tensor> tensors = content.weights().tensors();
        String expected = String.valueOf(metadata.remove(SHA256));
        if (!sha256(metadata, tensors).equals(expected)) {
            throw new IllegalArgumentException("its content isn't what was written");
        }
        if (!training.equals(metadata.get(TRAINING))) {
            throw new IllegalArgumentException("it is the state of another training");
        }
        List<Tensor> moments = new ArrayList<>();
        for (int i = 0; i < tensors.size() - 1; i++) {
            moments.add(content.weights().get(MOMENT + i));
        }
        return new TrainingState(
                Integer.parseInt(metadata.getOrDefault(EPOCHS, "")),
                Integer.parseInt(metadata.getOrDefault(STEPS, "")),
                Double.parseDouble(metadata.getOrDefault(LOSS, "")),
                content.weights().get(PARAMETERS),
                moments);
    }

    /** Of words and tensors with their names, 64 hexadecimal digits. */
    static String sha256(Map<String, String> metadata, SortedMap<String, Tensor> tensors) {
        MessageDigest digest = Sha256.digest();
        digest.update((metadata + "\n").getBytes(StandardCharsets.UTF_8));
        tensors.forEach((name, tensor) -> {
            digest.update((name + " " + tensor.shape() + "\n").getBytes(StandardCharsets.UTF_8));
            ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * tensor.size());
            bytes.asFloatBuffer().put(tensor.buffer());
            digest.update(bytes);
        });
        return HexFormat.of().formatHex(digest.digest());
    }
}
