package org.lampyris.evaluation.compression.coding;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.lampyris.evaluation.weights.Tensor;

/**
 * A tensor in the form in which a compressed file keeps it; each form is decoded to one tensor of 32-bit floats,
 * exactly. Never changed.
 *
 * @see <a href="https://arxiv.org/abs/1510.00149">Han, Mao and Dally, Deep compression: Compressing deep neural networks
 *     with pruning, trained quantization and Huffman coding, ICLR 2016</a>
 */
public abstract sealed class CodedTensor permits Raw, Half, Shared, Uniform, PowersOfTwo {
    private static final int KIND_BITS = 3;

    private final List<Integer> shape;

    CodedTensor(List<Integer> shape) {
        this.shape = List.copyOf(shape);
    }

    /** The sizes of the axes, as those of {@link Tensor#shape()}. */
    public final List<Integer> shape() {
        return shape;
    }

    /** The values, always the same bits. */
    public abstract Tensor decode();

    /**
     * The smallest code that gives exactly these values: {@link Raw}, or {@link Half}, {@link Shared}, {@link
     * PowersOfTwo} or, for whole numbers, {@link Uniform} where the values allow it.
     */
    public static CodedTensor lossless(Tensor values) {
        List<CodedTensor> candidates = new ArrayList<>();
        candidates.add(Raw.of(values));
        Half.exact(values).ifPresent(candidates::add);
        Shared.exact(values)
                .filter(shared -> shared.values() <= values.size() / 2)
                .ifPresent(candidates::add);
        PowersOfTwo.exact(values).ifPresent(candidates::add);
        Uniform.exact(values).ifPresent(candidates::add);
        return candidates.stream()
                .min(Comparator.comparingDouble(CodedTensor::bits))
                .orElseThrow();
    }

    /** The size in a file, without the name and the shape. */
    public final double bits() {
        RangeEncoder trial = new RangeEncoder();
        write(trial);
        return trial.position();
    }

    /** The number that stands for the code in a file. */
    abstract int kind();

    /** Everything but the kind and the shape. */
    abstract void writeContent(RangeEncoder out);

    final void write(RangeEncoder out) {
        out.enter(Part.HEADER);
        out.bits(kind(), KIND_BITS);
        writeContent(out);
    }

    /** @param shape whose size is no danger */
    static CodedTensor read(RangeDecoder in, List<Integer> shape) {
        int kind = (int) in.bits(0, KIND_BITS);
        return switch (kind) {
            case Raw.KIND -> Raw.read(in, shape);
            case Half.KIND -> Half.read(in, shape);
            case Shared.KIND -> Shared.read(in, shape);
            case Uniform.KIND -> Uniform.read(in, shape);
            case PowersOfTwo.KIND -> PowersOfTwo.read(in, shape);
            default -> throw in.refusal("a code of kind " + kind);
        };
    }

    /** What of it is a sequence of symbols. */
    abstract List<SymbolSequence> sequences();

    final int size() {
        return size(shape);
    }

    static int size(List<Integer> shape) {
        return shape.stream().reduce(1, Math::multiplyExact);
    }

    /** How many values belong to one index of the first axis; all where there is but one axis. */
    static int row(List<Integer> shape) {
        return shape.size() < 2 ? size(shape) : size(shape) / shape.get(0);
    }

    /** The number of channels of values that are given per index of the first axis. */
    static int channels(List<Integer> shape) {
        return shape.isEmpty() ? 1 : shape.get(0);
    }
}
