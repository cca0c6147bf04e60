package org.lampyris.evaluation.compression.pruning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.BitSet;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.evaluation.weights.Tensor;

class SaliencyTest {
    private final NetworkWeights weights = NetworkWeights.of(Map.of(
            "a.weight", Tensor.of(new float[] {1, -2, 3, 0}, 2, 2),
            "a.bias", Tensor.of(new float[] {9, 9}, 2),
            "b.weight", Tensor.of(new float[] {-4, 5}, 1, 2)));
    private final SortedMap<String, Tensor> curvature = new TreeMap<>(Map.of(
            "a.weight", Tensor.of(new float[] {100, 1, 1, 7}, 2, 2),
            "a.bias", Tensor.of(new float[] {1, 1}, 2),
            "b.weight", Tensor.of(new float[] {0, 1}, 1, 2)));

    private static BitSet places(int... places) {
        BitSet set = new BitSet();
        for (int place : places) {
            set.set(place);
        }
        return set;
    }

    /** Saliencies: 50, 2, 4.5, 0 and 0, 12.5. */
    @Test
    void layersAreComparedByWhatTheLossFeels() {
        Saliency saliency = Saliency.of(weights, curvature);
        assertEquals(Map.of("a.weight", places(0), "b.weight", places(1)), saliency.largest(2 / 6.0));
        assertEquals(Map.of("a.weight", places(0, 2), "b.weight", places(1)), saliency.largest(0.5));
        assertEquals(Map.of("a.weight", places(0), "b.weight", places()), saliency.largest(1 / 6.0));
    }

    @Test
    void whatTheLossDoesNotFeelIsNeverKept() {
        SortedMap<String, BitSet> all = Saliency.of(weights, curvature).largest(1);
        assertEquals(places(0, 1, 2), all.get("a.weight"));
        assertEquals(places(1), all.get("b.weight"));
        assertNull(all.get("a.bias"));
        assertEquals(places(), Saliency.of(weights, curvature).largest(0).get("a.weight"));
    }
}
