package org.lampyris.evaluation.compression.pruning;

import java.util.Arrays;
import java.util.BitSet;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.evaluation.weights.Tensor;

/**
 * What the loss would rise by without each weight of the convolutions and dense layers, {@code h w^2 / 2} with the
 * curvature h, comparable across layers.
 *
 * @see "LeCun, Denker, Solla: Optimal brain damage, 1990"
 */
public final class Saliency {
    private final SortedMap<String, double[]> values = new TreeMap<>();

    private Saliency() {}

    /** @param curvature the Hessian's diagonal, by the names and in the shapes of the weights */
    public static Saliency of(NetworkWeights weights, SortedMap<String, Tensor> curvature) {
        Saliency saliency = new Saliency();
        weights.tensors().forEach((name, tensor) -> {
            Tensor h = curvature.get(name);
            if (name.endsWith(NetworkWeights.WEIGHT) && h != null) {
                double[] of = new double[tensor.size()];
                Arrays.setAll(of, i -> 0.5 * h.value(i) * tensor.value(i) * tensor.value(i));
                saliency.values.put(name, of);
            }
        });
        return saliency;
    }

    /**
     * The places of the most salient weights of all layers together. Weights of no saliency are never among them; a layer
     * may lose all it has.
     *
     * @param share how many of all weights, from 0 to 1
     */
    public SortedMap<String, BitSet> largest(double share) {
        double[] all = values.values().stream()
                .flatMapToDouble(Arrays::stream)
                .sorted()
                .toArray();
        int left = (int) Math.round(share * all.length);
        double least = left == 0 ? Double.POSITIVE_INFINITY : all[all.length - left];
        SortedMap<String, BitSet> places = new TreeMap<>();
        values.forEach((name, of) -> {
            BitSet kept = new BitSet();
            for (int i = 0; i < of.length; i++) {
                kept.set(i, of[i] > 0 && of[i] >= least);
            }
            places.put(name, kept);
        });
        return places;
    }
}
