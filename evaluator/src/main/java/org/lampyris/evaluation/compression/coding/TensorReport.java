package org.lampyris.evaluation.compression.coding;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a coded tensor needs in a file.
 *
 * @param name of the tensor
 * @param kind of code, e.g. {@code Shared}
 * @param values how many weights it has
 * @param nonZero how many of them aren't zero
 * @param spent the bits by what they are spent on; their sum is the size
 * @param alternatives the bits of all symbols of the tensor (their positions and code lengths too) if they were coded in
 *     that way; empty if there are no symbols. The file has the smallest for each sequence of symbols.
 */
public record TensorReport(
        String name,
        String kind,
        long values,
        long nonZero,
        SortedMap<Part, Double> spent,
        SortedMap<SymbolCoding, Double> alternatives) {

    public TensorReport {
        spent = Collections.unmodifiableSortedMap(new TreeMap<>(spent));
        alternatives = Collections.unmodifiableSortedMap(new TreeMap<>(alternatives));
    }

    public static TensorReport of(String name, CodedTensor code) {
        RangeEncoder trial = new RangeEncoder();
        code.write(trial);
        SortedMap<SymbolCoding, Double> alternatives = new TreeMap<>();
        for (SymbolSequence sequence : code.sequences()) {
            for (Map.Entry<SymbolCoding, Double> size : sequence.sizes().entrySet()) {
                alternatives.merge(size.getKey(), size.getValue(), Double::sum);
            }
        }
        float[] values = code.decode().values();
        int nonZero = 0;
        for (float value : values) {
            nonZero += value == 0 ? 0 : 1;
        }
        return new TensorReport(
                name, code.getClass().getSimpleName(), values.length, nonZero, trial.spent(), alternatives);
    }

    /** The size in bits. */
    public double bits() {
        return spent.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    /** The size in bytes; in the file tensors aren't rounded to whole ones. */
    public double bytes() {
        return bits() / Byte.SIZE;
    }

    public double bitsPerWeight() {
        return bits() / values;
    }
}
