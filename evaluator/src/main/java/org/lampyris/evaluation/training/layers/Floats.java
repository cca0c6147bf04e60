package org.lampyris.evaluation.training.layers;

import java.nio.FloatBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The off-heap floats of an array. */
final class Floats {
    private Floats() {}

    /** A buffer whose index 0 is the first value of a contiguous array, and that ends with its last. */
    static FloatBuffer of(INDArray array) {
        FloatBuffer whole = array.data().asNioFloat();
        return whole.slice(whole.position(), (int) array.length());
    }
}
