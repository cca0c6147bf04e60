package org.lampyris.evaluation.training;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The tensors of a network that it computes with otherwise than training keeps them. */
final class TransformedWeights {
    private final List<Transformed> all = new ArrayList<>();
    /** A copy of the flat vector that is worked on: single values of native memory are slow to reach. */
    private final float[] flat;

    private static final class Transformed {
        final WeightTransform transform;
        /** Where each value lies in the network's flat vector. */
        final int[] places;

        final float[] kept;
        final float[] other;

        Transformed(WeightTransform transform, int[] places) {
            this.transform = transform;
            this.places = places;
            this.kept = new float[places.length];
            this.other = new float[places.length];
        }
    }

    /**
     * @param transforms by the names of tensors
     * @throws IllegalArgumentException if there is no such tensor
     */
    TransformedWeights(Map<String, WeightTransform> transforms, ParameterViews views) {
        this.flat = new float[views.size()];
        Map<String, INDArray> parameters = views.parameters();
        transforms.forEach((name, transform) -> {
            INDArray view = parameters.get(name);
            if (view == null) {
                throw new IllegalArgumentException("there is no tensor " + name);
            }
            all.add(new Transformed(transform, views.places(view)));
        });
    }

    /** Takes what is to be kept from the network's parameters and puts what it is to compute with in its place. */
    void use(FloatBuffer parameters) {
        parameters.get(0, flat);
        for (Transformed t : all) {
            gather(t.places, t.kept);
            t.transform.apply(t.kept, t.other);
            scatter(t.other, t.places);
        }
        parameters.put(0, flat);
    }

    /** Puts what is kept back, for a step to change it. */
    void keep(FloatBuffer parameters) {
        parameters.get(0, flat);
        for (Transformed t : all) {
            scatter(t.kept, t.places);
        }
        parameters.put(0, flat);
    }

    /** @param gradient summed over the batch */
    void pullBack(FloatBuffer gradient, long batchSize) {
        gradient.get(0, flat);
        for (Transformed t : all) {
            gather(t.places, t.other);
            scale(t.other, 1f / batchSize);
            t.transform.pullBack(t.other);
            scale(t.other, (float) batchSize);
            scatter(t.other, t.places);
        }
        gradient.put(0, flat);
    }

    private static void scale(float[] values, float factor) {
        for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
        }
    }

    private void gather(int[] places, float[] to) {
        for (int i = 0; i < places.length; i++) {
            to[i] = flat[places[i]];
        }
    }

    private void scatter(float[] from, int[] places) {
        for (int i = 0; i < places.length; i++) {
            flat[places[i]] = from[i];
        }
    }
}
