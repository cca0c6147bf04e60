package org.lampyris.experiments.compression;

import java.util.Map;
import java.util.Optional;
import org.lampyris.evaluation.onnx.Lamp;
import org.lampyris.evaluation.weights.WeightedNetwork;

/** A network on its way to being small: as it is trained, as the file that runs, and packed. */
final class Draft {
    private final WeightedNetwork network;
    private final byte[] model;
    private final Optional<byte[]> packed;
    private final boolean quantized;
    private final String note;

    private Draft(WeightedNetwork network, byte[] model, Optional<byte[]> packed, boolean quantized, String note) {
        this.network = network;
        this.model = model;
        this.packed = packed;
        this.quantized = quantized;
        this.note = note;
    }

    /** @param model the content of an ONNX file that computes in floats */
    static Draft of(WeightedNetwork network, byte[] model, String note) {
        return new Draft(network, model, Optional.empty(), false, note);
    }

    /** @param model the content of an ONNX file that computes in integers */
    static Draft quantized(WeightedNetwork network, byte[] model, String note) {
        return new Draft(network, model, Optional.empty(), true, note);
    }

    /** The same as a .lamp file too; the model from here on is what comes out of that. */
    Draft packed(String words) {
        byte[] lamp = Lamp.pack(model, Map.of());
        return new Draft(network, Lamp.unpack(lamp), Optional.of(lamp), quantized, words);
    }

    /** The same with other words. */
    Draft noted(String words) {
        return new Draft(network, model, packed, quantized, words);
    }

    /** Whether the file computes in integers. */
    boolean quantized() {
        return quantized;
    }

    WeightedNetwork network() {
        return network;
    }

    byte[] model() {
        return model;
    }

    Optional<byte[]> lamp() {
        return packed;
    }

    /** What it takes on flash. */
    long bytes() {
        return packed.orElse(model).length;
    }

    /** What the step that made it has to say. */
    String note() {
        return note;
    }
}
