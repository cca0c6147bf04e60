package org.lampyris.evaluation.training;

import java.util.Optional;

/**
 * Keeps the states of trainings that may go on later. It is only a cache: a training whose state is gone starts anew and
 * ends with the same bits. Safe to be used by several threads at once, for different trainings.
 */
public interface TrainingStates {

    /**
     * The furthest state of a training.
     *
     * @param training what {@link TrainingIdentity} says
     * @param epochs the most that it may have been trained
     */
    Optional<TrainingState> find(String training, int epochs);

    /** Keeps a state in place of what there is of this training. */
    void keep(String training, TrainingState state);

    /** Keeps nothing. */
    static TrainingStates none() {
        return new TrainingStates() {
            @Override
            public Optional<TrainingState> find(String training, int epochs) {
                return Optional.empty();
            }

            @Override
            public void keep(String training, TrainingState state) {}
        };
    }
}
