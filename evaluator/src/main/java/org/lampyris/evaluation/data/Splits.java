package org.lampyris.evaluation.data;

import org.lampyris.space.graph.TensorShape;

/**
 * Three disjoint sets of images of one shape.
 *
 * @param train what weights are fitted to
 * @param validation what architectures are chosen by
 * @param test what the final figures come from, and nothing else
 */
record Splits(ImageSet train, ImageSet validation, ImageSet test) {
    Splits {
        TensorShape shape = train.shape();
        if (!validation.shape().equals(shape) || !test.shape().equals(shape)) {
            throw new IllegalArgumentException(
                    "shapes differ: " + shape + ", " + validation.shape() + ", " + test.shape());
        }
        if (train.size() == 0 || validation.size() == 0 || test.size() == 0) {
            throw new IllegalArgumentException("a split is empty: " + train + ", " + validation + ", " + test);
        }
    }
}
