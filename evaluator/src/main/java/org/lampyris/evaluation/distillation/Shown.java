package org.lampyris.evaluation.distillation;

/** What a trained network shows of each training image. */
@FunctionalInterface
public interface Shown {

    /**
     * Its values, not to be changed.
     *
     * @param image its index among the training images
     * @param mirrored whether it is seen mirrored left to right
     */
    float[] of(int image, boolean mirrored);
}
