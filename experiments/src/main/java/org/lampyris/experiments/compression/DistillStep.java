package org.lampyris.experiments.compression;

import java.util.Map;
import org.lampyris.evaluation.training.TrainedNetwork;
import org.lampyris.evaluation.training.TrainingException;
import org.lampyris.evaluation.weights.WeightedNetwork;

/** Trains the network on with its teacher, without changing its form. */
final class DistillStep implements Step {
    @Override
    public Draft apply(Draft draft, Workbench bench) throws TrainingException, InterruptedException {
        TrainedNetwork tuned =
                bench.tuned(draft.network(), Map.of(), bench.settings().effort().epochs());
        return bench.written(new WeightedNetwork(draft.network().graph(), tuned.weights()), "taught by the teacher");
    }
}
