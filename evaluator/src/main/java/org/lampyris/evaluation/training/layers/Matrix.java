package org.lampyris.evaluation.training.layers;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A contiguous array seen as a matrix, made once for as long as the same array comes. */
final class Matrix {
    private @Nullable INDArray array;
    private @Nullable INDArray view;

    /** The last axis as columns. */
    INDArray columnsLast(INDArray of) {
        return view(of, of.length() / of.size(of.rank() - 1));
    }

    /** The first axis as rows. */
    INDArray rowsFirst(INDArray of) {
        return view(of, of.size(0));
    }

    private INDArray view(INDArray of, long rows) {
        if (array != of) {
            array = of;
            view = of.reshape('c', rows, of.length() / rows);
        }
        return Objects.requireNonNull(view);
    }
}
