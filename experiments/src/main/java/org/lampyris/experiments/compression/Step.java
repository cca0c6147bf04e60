package org.lampyris.experiments.compression;

import org.lampyris.evaluation.training.TrainingException;

/** One technique. */
interface Step {
    /** Less than this share gained is nothing. */
    double LEAST_GAIN = 0.01;

    /**
     * A smaller form of a network; whether it is kept is decided by its figures.
     *
     * @return the same draft if there is nothing to do
     * @throws TrainingException if it can't be trained to the end
     */
    Draft apply(Draft draft, Workbench bench) throws TrainingException, InterruptedException;

    /**
     * Whether what came of it is worth keeping: smaller on flash, or faster by the profile. What was measured doesn't
     * decide: it differs from run to run.
     */
    default boolean gains(Figures now, Figures after) {
        return after.bytes() < (1 - LEAST_GAIN) * now.bytes()
                || after.predictedMs() < (1 - LEAST_GAIN) * now.predictedMs();
    }
}
