package org.lampyris.evaluation.compression.coding;

import java.util.List;
import java.util.Optional;
import org.lampyris.evaluation.weights.Tensor;

/** 16-bit floats (IEEE 754 binary16). */
public final class Half extends CodedTensor {
    static final int KIND = 1;

    private final Tensor values;

    private Half(Tensor values) {
        super(values.shape());
        this.values = values;
    }

    /** Each value becomes the nearest 16-bit float; over 65519 in size that is infinity. */
    public static Half round(Tensor values) {
        float[] rounded = values.values();
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = Float16.value(Float16.of(rounded[i]));
        }
        return new Half(Tensor.of(rounded, values.shape()));
    }

    /** Nothing if a value isn't a 16-bit float. */
    public static Optional<Half> exact(Tensor values) {
        return FloatSequence.halves(values.values()) ? Optional.of(new Half(values)) : Optional.empty();
    }

    @Override
    public Tensor decode() {
        return values;
    }

    @Override
    int kind() {
        return KIND;
    }

    @Override
    void writeContent(RangeEncoder out) {
        out.enter(Part.SYMBOLS);
        FloatSequence.code(out, values.values(), true);
    }

    static Half read(RangeDecoder in, List<Integer> shape) {
        float[] values = new float[size(shape)];
        FloatSequence.code(in, values, true);
        return new Half(Tensor.of(values, shape));
    }

    @Override
    List<SymbolSequence> sequences() {
        return List.of();
    }
}
