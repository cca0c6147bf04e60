package org.lampyris.space;

import java.util.HashSet;
import java.util.List;
import org.lampyris.space.graph.WeightFormat;

/**
 * In which formats weights may be held. Each list holds the choices of one decision; a list of one is a fixed value, and an
 * empty one is taken for that of {@link WeightFormat#PLAIN}.
 *
 * @param bits {@value WeightFormat#FLOAT_BITS} or 2 to 8
 * @param sparsities the shares of weights that are zero, from 0 to below 1
 */
public record WeightChoice(List<Integer> bits, List<Double> sparsities) {
    /** Neither rounded nor pruned. */
    public static final WeightChoice PLAIN = new WeightChoice(List.of(), List.of());

    public WeightChoice {
        bits = choices("bits", bits, WeightFormat.FLOAT_BITS);
        sparsities = choices("sparsity", sparsities, 0.0);
        for (int count : bits) {
            sparsities.forEach(sparsity -> new WeightFormat(count, sparsity));
        }
    }

    boolean isPlain() {
        return equals(PLAIN);
    }

    static <T> List<T> choices(String name, List<T> values, T usual) {
        if (new HashSet<>(values).size() != values.size()) {
            throw new IllegalArgumentException(name + " needs choices that differ, not " + values);
        }
        return values.isEmpty() ? List.of(usual) : List.copyOf(values);
    }
}
