package org.lampyris.evaluation.compression.coding;

import java.util.List;
import org.lampyris.evaluation.weights.Tensor;

/** 32-bit floats as they are; only their exponents get shorter. */
public final class Raw extends CodedTensor {
    static final int KIND = 0;

    private final Tensor values;

    private Raw(Tensor values) {
        super(values.shape());
        this.values = values;
    }

    public static Raw of(Tensor values) {
        return new Raw(values);
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
        FloatSequence.code(out, values.values(), false);
    }

    static Raw read(RangeDecoder in, List<Integer> shape) {
        float[] values = new float[size(shape)];
        FloatSequence.code(in, values, false);
        return new Raw(Tensor.of(values, shape));
    }

    @Override
    List<SymbolSequence> sequences() {
        return List.of();
    }
}
