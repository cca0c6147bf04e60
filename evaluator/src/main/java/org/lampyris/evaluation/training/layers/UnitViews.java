package org.lampyris.evaluation.training.layers;

import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A {@link ConvolutionUnit}'s parameters, or their gradients, as windows on the network's flat vector.
 *
 * @param weight in the unit's {@linkplain ConvolutionUnit#weightShape shape}
 * @param vectors those with a value for each channel by their key, positioned at their first channel
 */
record UnitViews(INDArray weight, Map<String, FloatBuffer> vectors) {

    static UnitViews of(Map<String, INDArray> table) {
        Map<String, FloatBuffer> vectors = new HashMap<>();
        table.forEach((key, array) -> {
            if (!key.equals(UnitParameters.WEIGHT)) {
                vectors.put(key, Floats.of(array));
            }
        });
        return new UnitViews(Objects.requireNonNull(table.get(UnitParameters.WEIGHT)), vectors);
    }

    boolean has(String key) {
        return vectors.containsKey(key);
    }

    /** The vector of a parameter that the unit has. */
    FloatBuffer vector(String key) {
        return Objects.requireNonNull(vectors.get(key));
    }

    void read(String key, double[] to) {
        FloatBuffer from = vector(key);
        for (int c = 0; c < to.length; c++) {
            to[c] = from.get(c);
        }
    }

    void write(String key, double[] from) {
        FloatBuffer to = vector(key);
        for (int c = 0; c < from.length; c++) {
            to.put(c, (float) from[c]);
        }
    }
}
