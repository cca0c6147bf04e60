package org.lampyris.evaluation.compression.coding;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lampyris.evaluation.weights.Tensor;

/**
 * Weights that are sums of up to two signed powers of two, so that shifts and additions take the place of
 * multiplications. Each filter (index of the first axis) has its own number of terms; a filter without any is zero.
 *
 * @see <a href="https://arxiv.org/abs/1802.02178">Ding, Liu, Shi, Marculescu and Blanton, LightNN: Filling the gap
 *     between conventional deep neural networks and binarized networks, 2018</a>
 * @see <a href="https://arxiv.org/abs/1904.02835">Ding, Liu, Chin, Marculescu and Blanton, FLightNNs: Lightweight
 *     quantized deep neural networks for fast and accurate inference, DAC 2019</a>
 */
public final class PowersOfTwo extends CodedTensor {
    static final int KIND = 4;

    private static final int LEAST_EXPONENT = -149;

    private final Tensor values;
    private final int lowest;
    private final int exponents;
    /** For each weight 0, or 1 + 2 * (exponent - lowest) + (1 if negative). */
    private final int[] larger;
    /** The same of the second term. */
    private final int[] smaller;

    private PowersOfTwo(Tensor values, int lowest, int exponents, int[] larger, int[] smaller) {
        super(values.shape());
        this.values = values;
        this.lowest = lowest;
        this.exponents = exponents;
        this.larger = larger;
        this.smaller = smaller;
    }

    /**
     * The values as they are; a negative zero becomes zero.
     *
     * @throws IllegalArgumentException if one isn't such a sum
     */
    public static PowersOfTwo of(Tensor values) {
        float[] positive = values.values();
        for (int i = 0; i < positive.length; i++) {
            // Turns -0 into 0 and nothing else into anything.
            positive[i] += 0f;
        }
        return exact(Tensor.of(positive, values.shape()))
                .orElseThrow(() -> new IllegalArgumentException(
                        values + " has a value that is no sum of up to two signed powers of two"));
    }

    /** Nothing if a value isn't such a sum, or is a negative zero. */
    public static Optional<PowersOfTwo> exact(Tensor values) {
        int size = values.size();
        float[] large = new float[size];
        float[] small = new float[size];
        int lowest = Integer.MAX_VALUE;
        int highest = Integer.MIN_VALUE;
        for (int i = 0; i < size; i++) {
            float value = values.value(i);
            large[i] = nearestPower(value);
            small[i] = value - large[i];
            if (!isTerm(large[i]) || !isTerm(small[i])) {
                return Optional.empty();
            }
            for (float term : new float[] {large[i], small[i]}) {
                if (term != 0) {
                    lowest = Math.min(lowest, exponent(term));
                    highest = Math.max(highest, exponent(term));
                }
            }
        }
        int least = highest < lowest ? 0 : lowest;
        return Optional.of(new PowersOfTwo(
                values, least, Math.max(0, highest - least + 1), symbols(large, least), symbols(small, least)));
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
        out.signed(lowest);
        out.number(exponents);
        sequences().forEach(sequence -> sequence.write(out));
    }

    static PowersOfTwo read(RangeDecoder in, List<Integer> shape) {
        int lowest = in.signed(0);
        int exponents = in.number(0);
        in.require(
                lowest >= LEAST_EXPONENT
                        && lowest <= Float.MAX_EXPONENT
                        && exponents <= Float.MAX_EXPONENT + 1 - lowest,
                exponents + " powers of two from " + lowest);
        int filters = channels(shape);
        int row = size(shape) / filters;
        int[] counts = SymbolSequence.read(in, filters, 3, filters);
        int[] larger = readTerms(in, counts, 1, row, alphabet(exponents));
        int[] smaller = readTerms(in, counts, 2, row, alphabet(exponents));
        float[] values = new float[larger.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = term(larger[i], lowest) + term(smaller[i], lowest);
        }
        return new PowersOfTwo(Tensor.of(values, shape), lowest, exponents, larger, smaller);
    }

    /** The number of terms of each filter, the larger terms, the smaller ones. */
    @Override
    List<SymbolSequence> sequences() {
        int filters = channels(shape());
        int row = size() / filters;
        int[] counts = new int[filters];
        for (int i = 0; i < larger.length; i++) {
            int count = smaller[i] != 0 ? 2 : Math.min(larger[i], 1);
            counts[i / row] = Math.max(counts[i / row], count);
        }
        List<SymbolSequence> sequences = new ArrayList<>();
        sequences.add(new SymbolSequence(counts, 3, filters));
        sequences.add(new SymbolSequence(ofFilters(larger, counts, 1, row), alphabet(exponents), row));
        sequences.add(new SymbolSequence(ofFilters(smaller, counts, 2, row), alphabet(exponents), row));
        return sequences;
    }

    private static int alphabet(int exponents) {
        return 1 + 2 * exponents;
    }

    /** The terms of the filters that have so many. */
    private static int[] ofFilters(int[] terms, int[] counts, int least, int row) {
        return IntStream.range(0, terms.length)
                .filter(i -> counts[i / row] >= least)
                .map(i -> terms[i])
                .toArray();
    }

    private static int[] readTerms(RangeDecoder in, int[] counts, int least, int row, int alphabet) {
        int written =
                row * (int) IntStream.of(counts).filter(count -> count >= least).count();
        int[] read = SymbolSequence.read(in, written, alphabet, row);
        int[] terms = new int[row * counts.length];
        int next = 0;
        for (int i = 0; i < terms.length; i++) {
            terms[i] = counts[i / row] >= least ? read[next++] : 0;
        }
        return terms;
    }

    /** The larger term: so that the rest is one too if there is a way; 3 is 2 + 1, 7 is 8 - 1. */
    private static float nearestPower(float value) {
        if (value == 0) {
            return value;
        }
        float power = Math.scalb(Math.signum(value), exponent(value));
        return isTerm(value - power) ? power : 2 * power;
    }

    private static int exponent(float value) {
        int exponent = Math.getExponent(value);
        return exponent >= Float.MIN_EXPONENT ? exponent : Math.getExponent(value * 0x1p64f) - Long.SIZE;
    }

    /** Whether it is zero (not the negative one) or a power of two. */
    private static boolean isTerm(float value) {
        int bits = Float.floatToRawIntBits(value);
        return bits == 0 || (value != 0 && Float.isFinite(value) && Math.abs(value) == Math.scalb(1f, exponent(value)));
    }

    private static int[] symbols(float[] terms, int lowest) {
        return IntStream.range(0, terms.length)
                .map(i -> terms[i] == 0 ? 0 : 1 + 2 * (exponent(terms[i]) - lowest) + (terms[i] < 0 ? 1 : 0))
                .toArray();
    }

    private static float term(int symbol, int lowest) {
        float size = symbol == 0 ? 0 : Math.scalb(1f, ((symbol - 1) >> 1) + lowest);
        return symbol > 0 && ((symbol - 1) & 1) == 1 ? -size : size;
    }
}
