package org.lampyris.evaluation.compression.tuning;

import java.util.BitSet;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lampyris.evaluation.training.WeightTransform;
import org.lampyris.input.Sha256;

/** Weights of which some are zero and stay so. */
public final class PrunedWeights implements WeightTransform {
    private final BitSet kept;
    /** The places of those that aren't, of a tensor of this size. */
    private int[] zeros = {};

    private int size;

    /** @param kept the places, row-major, of those that are left */
    public PrunedWeights(BitSet kept) {
        this.kept = (BitSet) kept.clone();
    }

    @Override
    public void apply(float[] held, float[] used) {
        System.arraycopy(held, 0, used, 0, held.length);
        zero(used);
    }

    @Override
    public void pullBack(float[] gradient) {
        zero(gradient);
    }

    @Override
    public Optional<String> identity() {
        return Optional.of("pruned to " + Sha256.hex(kept.toByteArray()));
    }

    private void zero(float[] values) {
        if (size != values.length) {
            size = values.length;
            zeros = IntStream.range(0, size).filter(i -> !kept.get(i)).toArray();
        }
        for (int place : zeros) {
            values[place] = 0;
        }
    }
}
