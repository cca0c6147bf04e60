package org.lampyris.evaluation.training;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The tensors of a network that it computes with otherwise than training keeps them. */
final class TransformedWeights {
    private final List<Transformed> all = new ArrayList<>();

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
        for (Transformed t : all) {
            gather(parameters, t.places, t.kept);
            t.transform.apply(t.kept, t.other);
            scatter(t.other, t.places, parameters);
        }
    }

    /** Puts what is kept back, for a step to change it. */
    void keep(FloatBuffer parameters) {
        for (Transformed t : all) {
            scatter(t.kept, t.places, parameters);
        }
    }

    /** @param gradient summed over the batch */
    void pullBack(FloatBuffer gradient, long batchSize) {
        for (Transformed t : all) {
            gather(gradient, t.places, t.other);
            scale(t.other, 1f / batchSize);
            t.transform.pullBack(t.other);
            scale(t.other, (float) batchSize);
            scatter(t.other, t.places, gradient);
        }
    }

    private static void scale(float[] values, float factor) {
        for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
        }
    }

    private static void gather(FloatBuffer from, int[] places, float[] to) {
        for (int i = 0; i < places.length; i++) {
            to[i] = from.get(places[i]);
        }
    }

    private static void scatter(float[] from, int[] places, FloatBuffer to) {
        for (int i = 0; i < places.length; i++) {
            to.put(places[i], from[i]);
        }
    }
}
