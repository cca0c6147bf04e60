package org.lampyris.experiments.compression;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.lampyris.evaluation.compression.trimming.Importance;
import org.lampyris.evaluation.compression.trimming.StepwiseTrimming;
import org.lampyris.evaluation.compression.trimming.Trimmed;
import org.lampyris.evaluation.compression.trimming.TrimmingSettings;
import org.lampyris.evaluation.training.TrainingException;
import org.lampyris.evaluation.weights.WeightedNetwork;

/** Removes filters in stages, each followed by a fine-tuning, until the profile predicts the speed-up. */
final class TrimStep implements Step {
    private static final int STAGES = 3;
    /** Of the channels that a stage begins with: an eighth of all in the end. */
    private static final double LEAST_SHARE = 0.5;

    private static final double LEAST_CUT = 0.01;

    @Override
    public Draft apply(Draft draft, Workbench bench) throws TrainingException, InterruptedException {
        OptionalDouble target = bench.targetMs();
        double before = bench.latency().applyAsDouble(draft.network().graph());
        if (target.isEmpty() || before <= target.getAsDouble()) {
            return draft;
        }
        StepwiseTrimming trimming = new StepwiseTrimming(bench.latency(), Importance.l2());
        WeightedNetwork network = draft.network();
        int epochs = bench.settings().effort().epochs();
        int steps = 0;
        for (int stage = 1; stage <= STAGES; stage++) {
            double aim = before * Math.pow(target.getAsDouble() / before, stage / (double) STAGES);
            Trimmed trimmed = trimming.run(network, new TrimmingSettings(aim, LEAST_SHARE, LEAST_CUT));
            if (!trimmed.steps().isEmpty()) {
                steps += trimmed.steps().size();
                network = bench.tuned(trimmed.network(), Map.of(), stage == STAGES ? epochs : (epochs + 2) / 3);
            }
        }
        if (steps == 0) {
            return draft;
        }
        double after = bench.latency().applyAsDouble(network.graph());
        return bench.written(
                network,
                String.format(
                        Locale.ROOT,
                        "%d cuts, predicted %.2fx faster%s",
                        steps,
                        before / after,
                        bench.missed(network.graph())));
    }
}
