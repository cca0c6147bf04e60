package org.lampyris.evaluation.distillation;

import org.lampyris.space.graph.TensorShape;

/**
 * Averages an image's features [row][column][channel] down to a smaller size, each channel for itself.
 *
 * @param from its sides are whole multiples of the other ones
 * @param rows the smaller height
 * @param columns the smaller width
 */
record AreaAverage(TensorShape from, int rows, int columns) {
    AreaAverage {
        if (rows < 1 || columns < 1 || from.height() % rows != 0 || from.width() % columns != 0) {
            throw new IllegalArgumentException(from + " can't be averaged down to " + rows + "x" + columns);
        }
    }

    /** Whether there is nothing to average. */
    boolean isIdentity() {
        return from.height() == rows && from.width() == columns;
    }

    /** The averages, [row][column][channel]; the features themselves if there is nothing to average. */
    float[] of(float[] features) {
        if (isIdentity()) {
            return features;
        }
        float[] means = new float[rows * columns * from.channels()];
        for (int i = 0; i < features.length; i++) {
            means[place(i)] += features[i];
        }
        for (int i = 0; i < means.length; i++) {
            means[i] /= area();
        }
        return means;
    }

    /** The gradient by the features of a gradient by the averages. */
    void spread(float[] gradient, float[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] = gradient[place(i)] / area();
        }
    }

    private int area() {
        return from.height() / rows * (from.width() / columns);
    }

    /** Where a feature's average is. */
    private int place(int feature) {
        int channels = from.channels();
        int pixel = feature / channels;
        int row = pixel / from.width() / (from.height() / rows);
        int column = pixel % from.width() / (from.width() / columns);
        return (row * columns + column) * channels + feature % channels;
    }
}
