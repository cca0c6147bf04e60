package org.lampyris.experiments.compression;

import java.util.Map;
import org.lampyris.evaluation.training.TrainingException;
import org.lampyris.evaluation.weights.WeightedNetwork;

/** Trains the network on with its teacher, without changing its form. */
final class DistillStep implements Step {
    @Override
    public Draft apply(Draft draft, Workbench bench) throws TrainingException, InterruptedException {
        WeightedNetwork tuned =
                bench.tuned(draft.network(), Map.of(), bench.settings().effort().epochs());
        return bench.written(tuned, "taught by " + bench.teacherName().orElse("the network as it came"));
    }

    @Override
    public boolean gains(Figures now, Figures after) {
        return after.validation() > now.validation();
    }
}
