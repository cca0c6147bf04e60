package org.lampyris.evaluation.compression.coding;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lampyris.evaluation.weights.Tensor;

/**
 * Integers of up to 8 bits with a scale and a zero point for the tensor or for each index of its first axis: a weight is
 * {@code scale * (q - zero)}, computed with 32-bit floats.
 *
 * @see <a href="https://arxiv.org/abs/1712.05877">Jacob et al., Quantization and training of neural networks for
 *     efficient integer-arithmetic-only inference, CVPR 2018</a>
 */
public final class Uniform extends CodedTensor {
    static final int KIND = 3;

    private static final int MOST_BITS = 8;
    private static final int SPAN_BITS = MOST_BITS + 1;
    private static final int LARGEST = (1 << MOST_BITS) - 1;

    private final float[] scales;
    /** The integers less their zero points. */
    private final int[] levels;

    private final int lowest;
    private final int highest;

    private Uniform(List<Integer> shape, float[] scales, int[] levels) {
        super(shape);
        this.scales = scales;
        this.levels = levels;
        this.lowest = Math.min(0, IntStream.of(levels).min().orElse(0));
        this.highest = Math.max(0, IntStream.of(levels).max().orElse(0));
        checkScales(shape, scales);
    }

    private static void checkScales(List<Integer> shape, float[] scales) {
        if (scales.length != 1 && scales.length != channels(shape)) {
            throw new IllegalArgumentException(scales.length + " scales for the shape " + shape);
        }
        for (float scale : scales) {
            if (!(scale > 0) || !Float.isFinite(scale)) {
                throw new IllegalArgumentException("a scale of " + scale);
            }
        }
    }

    /**
     * Unsigned integers, as of an asymmetric quantization.
     *
     * @param bits 1 to 8
     * @param scales positive; one, or as many as the first axis has indices
     * @param zeroPoints from 0 to 2 to the power of {@code bits} - 1; as many as scales
     * @param q row-major, in the same range
     * @throws IllegalArgumentException if the parts don't fit together
     */
    public static Uniform of(List<Integer> shape, int bits, float[] scales, int[] zeroPoints, int[] q) {
        return of(shape, bits, 0, scales, zeroPoints, q);
    }

    /**
     * Signed integers, as of a symmetric quantization: the zero point is 0.
     *
     * @param bits 1 to 8
     * @param scales positive; one, or as many as the first axis has indices
     * @param q row-major, from -2 to the power of {@code bits - 1} to 2 to the power of {@code bits - 1} less 1
     * @throws IllegalArgumentException if the parts don't fit together
     */
    public static Uniform signed(List<Integer> shape, int bits, float[] scales, int[] q) {
        return of(shape, bits, 1 << bits >> 1, scales, new int[scales.length], q);
    }

    /** Whole numbers as they are, with the scale 1; nothing if one isn't, or if they span more than 8 bits with zero. */
    static Optional<Uniform> exact(Tensor values) {
        int[] levels = new int[values.size()];
        for (int i = 0; i < levels.length; i++) {
            float value = values.value(i);
            levels[i] = (int) value;
            boolean whole = Float.floatToRawIntBits((float) levels[i]) == Float.floatToRawIntBits(value);
            if (!whole || Math.abs(value) > LARGEST) {
                return Optional.empty();
            }
        }
        Uniform exact = new Uniform(values.shape(), new float[] {1}, levels);
        return exact.highest - exact.lowest > LARGEST ? Optional.empty() : Optional.of(exact);
    }

    private static Uniform of(List<Integer> shape, int bits, int offset, float[] scales, int[] zeroPoints, int[] q) {
        checkScales(shape, scales);
        if (bits < 1 || bits > MOST_BITS || zeroPoints.length != scales.length || q.length != size(shape)) {
            throw new IllegalArgumentException(bits + " bits, " + scales.length + " scales, " + zeroPoints.length
                    + " zero points and " + q.length + " integers for the shape " + shape);
        }
        int[] levels = new int[q.length];
        int row = scales.length == 1 ? q.length : q.length / scales.length;
        for (int i = 0; i < q.length; i++) {
            int zero = zeroPoints[i / row];
            if ((q[i] + offset) >> bits != 0 || (zero + offset) >> bits != 0) {
                throw new IllegalArgumentException(q[i] + " with the zero point " + zero + " in " + bits + " bits");
            }
            levels[i] = q[i] - zero;
        }
        return new Uniform(shape, scales.clone(), levels);
    }

    @Override
    public Tensor decode() {
        float[] values = new float[levels.length];
        int row = values.length / scales.length;
        for (int i = 0; i < values.length; i++) {
            values[i] = scales[i / row] * levels[i];
        }
        return Tensor.of(values, shape());
    }

    @Override
    int kind() {
        return KIND;
    }

    @Override
    void writeContent(RangeEncoder out) {
        boolean half = FloatSequence.halves(scales);
        out.bits(-lowest, SPAN_BITS);
        out.bits(highest, SPAN_BITS);
        out.bit(scales.length == 1 ? 0 : 1);
        out.bit(half ? 1 : 0);
        out.enter(Part.CODEBOOK);
        FloatSequence.code(out, scales.clone(), half);
        sequence().write(out);
    }

    static Uniform read(RangeDecoder in, List<Integer> shape) {
        int lowest = -(int) in.bits(0, SPAN_BITS);
        int highest = (int) in.bits(0, SPAN_BITS);
        in.require(lowest >= -LARGEST && highest <= LARGEST, "integers from " + lowest + " to " + highest);
        boolean several = in.bit(0) == 1;
        boolean half = in.bit(0) == 1;
        float[] scales = new float[several ? channels(shape) : 1];
        FloatSequence.code(in, scales, half);
        int[] levels = SymbolSequence.read(in, size(shape), highest - lowest + 1, row(shape));
        for (int i = 0; i < levels.length; i++) {
            levels[i] = level(levels[i], lowest);
        }
        try {
            return new Uniform(shape, scales, levels);
        } catch (IllegalArgumentException e) {
            throw in.refusal(String.valueOf(e.getMessage()));
        }
    }

    @Override
    List<SymbolSequence> sequences() {
        return List.of(sequence());
    }

    private SymbolSequence sequence() {
        int[] symbols = IntStream.of(levels).map(level -> symbol(level, lowest)).toArray();
        return new SymbolSequence(symbols, highest - lowest + 1, row(shape()));
    }

    /** Zero gets 0, the others the numbers after it in their order. */
    private static int symbol(int level, int lowest) {
        return level == 0 ? 0 : level - lowest + (level < 0 ? 1 : 0);
    }

    private static int level(int symbol, int lowest) {
        return symbol == 0 ? 0 : symbol + lowest - (symbol <= -lowest ? 1 : 0);
    }
}
