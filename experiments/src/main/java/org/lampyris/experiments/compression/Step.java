package org.lampyris.experiments.compression;

import org.lampyris.evaluation.training.TrainingException;

/** One technique. */
interface Step {

    /**
     * A smaller form of a network; whether it is kept is decided by its figures.
     *
     * @return the same draft if there is nothing to do
     * @throws TrainingException if it can't be trained to the end
     */
    Draft apply(Draft draft, Workbench bench) throws TrainingException, InterruptedException;
}
