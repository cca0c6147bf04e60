package org.lampyris.evaluation.onnx.reading;

import org.lampyris.space.graph.TensorShape;

/** What an axis stands for. */
enum Dimension {
    BATCH,
    CHANNEL,
    HEIGHT,
    WIDTH;

    /** Its size in one image's result. */
    int size(TensorShape shape) {
        return switch (this) {
            case BATCH -> 1;
            case CHANNEL -> shape.channels();
            case HEIGHT -> shape.height();
            case WIDTH -> shape.width();
        };
    }
}
