package org.lampyris.evaluation.compression.tuning;

import java.util.BitSet;
import org.lampyris.evaluation.weights.Tensor;
import org.lampyris.input.Sha256;

/** The places of weights that were zero at the start of a training: they were pruned and learn nothing. */
final class Zeros {
    private final BitSet places = new BitSet();

    Zeros(Tensor start) {
        for (int i = 0; i < start.size(); i++) {
            places.set(i, start.value(i) == 0);
        }
    }

    /** A hash of the places. */
    @Override
    public String toString() {
        return Sha256.hex(places.toByteArray());
    }

    void clear(float[] gradient) {
        for (int i = places.nextSetBit(0); i >= 0; i = places.nextSetBit(i + 1)) {
            gradient[i] = 0;
        }
    }
}
