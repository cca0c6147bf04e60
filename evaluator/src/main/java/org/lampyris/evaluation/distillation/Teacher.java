package org.lampyris.evaluation.distillation;

/** What a trained network says of the training images. */
@FunctionalInterface
public interface Teacher {

    /**
     * The outputs before the softmax, one a class; not to be changed.
     *
     * @param image its index among the training images
     * @param mirrored whether it is seen mirrored left to right
     */
    float[] logits(int image, boolean mirrored);
}
