package org.lampyris.evaluation.training.layers;

import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A {@link ConvolutionUnit}'s parameters, or their gradients, as windows on the network's flat vector.
 *
 * @param weight in the unit's {@linkplain ConvolutionUnit#weightShape shape}
 * @param gamma, beta, mean, variance positioned at their first channel
 */
record UnitViews(INDArray weight, FloatBuffer gamma, FloatBuffer beta, FloatBuffer mean, FloatBuffer variance) {

    static UnitViews of(Map<String, INDArray> table) {
        return new UnitViews(
                Objects.requireNonNull(table.get(UnitParameters.WEIGHT)),
                buffer(table, UnitParameters.GAMMA),
                buffer(table, UnitParameters.BETA),
                buffer(table, UnitParameters.MEAN),
                buffer(table, UnitParameters.VARIANCE));
    }

    private static FloatBuffer buffer(Map<String, INDArray> table, String key) {
        return Floats.of(Objects.requireNonNull(table.get(key)));
    }

    static void read(FloatBuffer from, double[] to) {
        for (int c = 0; c < to.length; c++) {
            to[c] = from.get(c);
        }
    }

    static void write(double[] from, FloatBuffer to) {
        for (int c = 0; c < from.length; c++) {
            to.put(c, (float) from[c]);
        }
    }
}
