package org.lampyris.space.graph;

/** The shape of one image's activation: channels x height x width; a vector has height and width 1. */
public record TensorShape(int channels, int height, int width) {
    public TensorShape {
        if (channels < 1 || height < 1 || width < 1) {
            throw new IllegalArgumentException(
                    "a shape needs positive sizes, not " + channels + "x" + height + "x" + width);
        }
    }

    /** The number of values. */
    public long elements() {
        return (long) channels * height * width;
    }

    @Override
    public String toString() {
        return channels + "x" + height + "x" + width;
    }
}
