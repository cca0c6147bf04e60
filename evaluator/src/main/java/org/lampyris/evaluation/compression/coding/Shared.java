package org.lampyris.evaluation.compression.coding;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.lampyris.evaluation.weights.Tensor;

/**
 * Weights that share few values: a codebook, and for each weight which of its values it has. Zero, a pruned weight,
 * needs no place in the codebook. The codebook is kept as 16-bit floats if all its values are such.
 */
public final class Shared extends CodedTensor {
    static final int KIND = 2;

    /** The most values other than zero. */
    public static final int MOST_VALUES = 1 << 16;

    private static final int ZERO = Float.floatToRawIntBits(0f);

    /** Ascending in the sense of {@link FloatSequence#key}, all used. */
    private final float[] codebook;

    /** 0 for zero, else 1 and the place in the codebook. */
    private final int[] symbols;

    private Shared(List<Integer> shape, float[] codebook, int[] symbols) {
        super(shape);
        this.codebook = codebook;
        this.symbols = symbols;
    }

    /**
     * The values as they are, of which only few are different.
     *
     * @throws IllegalArgumentException if there are more than {@link #MOST_VALUES} other than zero
     */
    public static Shared of(Tensor values) {
        return exact(values)
                .orElseThrow(() -> new IllegalArgumentException("over " + MOST_VALUES + " different values"));
    }

    /** Nothing if there are more than {@link #MOST_VALUES} values other than zero. */
    public static Optional<Shared> exact(Tensor values) {
        float[] weights = values.values();
        Map<Integer, Integer> places = new HashMap<>();
        for (float weight : weights) {
            int bits = Float.floatToRawIntBits(weight);
            if (bits != ZERO && places.putIfAbsent(bits, 0) == null && places.size() > MOST_VALUES) {
                return Optional.empty();
            }
        }
        TreeMap<Long, Float> sorted = new TreeMap<>();
        places.keySet().forEach(bits -> {
            float value = Float.intBitsToFloat(bits);
            sorted.put(FloatSequence.key(value, false), value);
        });
        float[] codebook = new float[sorted.size()];
        int next = 0;
        for (float value : sorted.values()) {
            codebook[next++] = value;
            places.put(Float.floatToRawIntBits(value), next);
        }
        int[] symbols = new int[weights.length];
        Arrays.setAll(symbols, i -> places.getOrDefault(Float.floatToRawIntBits(weights[i]), 0));
        return Optional.of(new Shared(values.shape(), codebook, symbols));
    }

    /**
     * @param codebook the shared values
     * @param assignment for each weight, row-major, its place in the codebook, or -1 for zero
     * @throws IllegalArgumentException if the parts don't fit together
     */
    public static Shared of(List<Integer> shape, float[] codebook, int[] assignment) {
        float[] values = new float[assignment.length];
        for (int i = 0; i < values.length; i++) {
            if (assignment[i] < -1 || assignment[i] >= codebook.length) {
                throw new IllegalArgumentException("no place " + assignment[i] + " in " + codebook.length + " values");
            }
            values[i] = assignment[i] < 0 ? 0 : codebook[assignment[i]];
        }
        return of(Tensor.of(values, shape));
    }

    /** The number of shared values other than zero. */
    public int values() {
        return codebook.length;
    }

    @Override
    public Tensor decode() {
        float[] values = new float[symbols.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = symbols[i] == 0 ? 0 : codebook[symbols[i] - 1];
        }
        return Tensor.of(values, shape());
    }

    @Override
    int kind() {
        return KIND;
    }

    @Override
    void writeContent(RangeEncoder out) {
        boolean half = FloatSequence.halves(codebook);
        out.number(codebook.length);
        out.bit(half ? 1 : 0);
        out.enter(Part.CODEBOOK);
        FloatSequence.codeAscending(out, codebook.clone(), half);
        sequence().write(out);
    }

    static Shared read(RangeDecoder in, List<Integer> shape) {
        int size = size(shape);
        int values = in.number(0);
        in.require(values <= Math.min(size, MOST_VALUES), "a codebook of " + values + " for " + size + " weights");
        boolean half = in.bit(0) == 1;
        float[] codebook = new float[values];
        FloatSequence.codeAscending(in, codebook, half);
        return new Shared(shape, codebook, SymbolSequence.read(in, size, values + 1, row(shape)));
    }

    @Override
    List<SymbolSequence> sequences() {
        return List.of(sequence());
    }

    private SymbolSequence sequence() {
        return new SymbolSequence(symbols, codebook.length + 1, row(shape()));
    }
}
