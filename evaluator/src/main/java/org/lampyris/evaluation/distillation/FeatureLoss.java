package org.lampyris.evaluation.distillation;

/** How far a student's features of an image are from what its teacher shows of it. */
public interface FeatureLoss {

    /**
     * The loss of one image.
     *
     * @param features the student's, [row][column][channel]
     * @param taught the teacher's, in the form that this loss takes
     * @param gradient takes the gradient by the features, whatever it held
     */
    double of(float[] features, float[] taught, float[] gradient);

    /** Takes a step with what the loss itself learns, on the images since the last one. */
    default void learn() {}
}
