package org.lampyris.experiments;

import java.nio.file.Path;
import java.util.Optional;
import org.lampyris.evaluation.Evaluator;
import org.lampyris.evaluation.NetworkEvaluator;
import org.lampyris.evaluation.WeightsKeeper;
import org.lampyris.evaluation.data.Dataset;
import org.lampyris.evaluation.distillation.Distillation;
import org.lampyris.evaluation.training.EpochListener;
import org.lampyris.evaluation.training.NetworkTrainer;
import org.lampyris.evaluation.training.TrainingStateFolder;
import org.lampyris.evaluation.training.TrainingStates;

/** An experiment that is ready to be run: with its images, and with what its teacher says of them. */
record LoadedExperiment(Ingredients ingredients, Dataset data, Optional<Distillation> teaching) {
    /** What the states of trainings may take on the disk; the oldest go first. */
    private static final long MOST_STATE_BYTES = 2L << 30;

    /** Where trainings are kept that may go on: in a folder, if the search has any. */
    TrainingStates states(Path folder) {
        return ingredients.experiment().search().halving().isPresent()
                ? new TrainingStateFolder(folder, MOST_STATE_BYTES)
                : TrainingStates.none();
    }

    /** What prices and trains the networks of this experiment. */
    Evaluator evaluator(WeightsKeeper weights, TrainingStates states, EpochListener listener) {
        NetworkTrainer trainer = new NetworkTrainer(
                        data, ingredients.experiment().training(), SystemTime::nanoseconds, states)
                .reporting(listener);
        return new NetworkEvaluator(
                ingredients.space(),
                ingredients.pricing(),
                ingredients.bounds(),
                teaching.map(trainer::taughtBy).orElse(trainer),
                weights);
    }
}
