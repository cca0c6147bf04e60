package org.lampyris.evaluation.training;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Batches [N, C, H, W] in the order [N, H, W, C] that the layers work in, always in the same memory. */
final class ChannelsLast implements AutoCloseable {
    private @Nullable INDArray source;
    private @Nullable INDArray view;
    private @Nullable INDArray copy;

    /** What is returned holds until the next call. */
    INDArray of(INDArray images) {
        if (images.size(1) == 1) {
            if (source != images) {
                source = images;
                view = images.reshape('c', images.size(0), images.size(2), images.size(3), 1);
            }
            return Objects.requireNonNull(view);
        }
        INDArray permuted = images.permute(0, 2, 3, 1);
        INDArray held = copy;
        if (held == null || !Arrays.equals(held.shape(), permuted.shape())) {
            close();
            held = Nd4j.createUninitializedDetached(DataType.FLOAT, permuted.shape());
            copy = held;
        }
        return held.assign(permuted);
    }

    @Override
    public void close() {
        if (copy != null) {
            copy.close();
            copy = null;
        }
    }
}
