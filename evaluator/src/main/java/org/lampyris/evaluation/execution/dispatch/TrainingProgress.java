package org.lampyris.evaluation.execution.dispatch;

import java.util.OptionalDouble;

/**
 * How far a training is.
 *
 * @param epochs that are done
 * @param accuracy on the validation images, where it was measured
 */
public record TrainingProgress(int epochs, OptionalDouble accuracy) {
    /** Nothing is done yet. */
    public static final TrainingProgress NONE = new TrainingProgress(0, OptionalDouble.empty());
}
