package org.lampyris.evaluation.compression.tuning;

import java.util.BitSet;
import org.lampyris.evaluation.training.WeightTransform;

/** Weights of which some are zero and stay so. */
public final class PrunedWeights implements WeightTransform {
    private final BitSet kept;

    /** @param kept the places, row-major, of those that are left */
    public PrunedWeights(BitSet kept) {
        this.kept = (BitSet) kept.clone();
    }

    @Override
    public void apply(float[] held, float[] used) {
        for (int i = 0; i < held.length; i++) {
            used[i] = kept.get(i) ? held[i] : 0;
        }
    }

    @Override
    public void pullBack(float[] gradient) {
        for (int i = kept.nextClearBit(0); i < gradient.length; i = kept.nextClearBit(i + 1)) {
            gradient[i] = 0;
        }
    }
}
