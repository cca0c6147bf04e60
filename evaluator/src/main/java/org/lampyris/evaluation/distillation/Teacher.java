package org.lampyris.evaluation.distillation;

import java.util.Optional;

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

    /** A hash of all that it says, where there is one: only then can a training that it taught go on later. */
    default Optional<String> sha256() {
        return Optional.empty();
    }
}
