package org.lampyris.search;

import java.util.OptionalInt;
import org.lampyris.evaluation.EvaluationResult;
import org.lampyris.evaluation.EvaluationResult.Evaluated;
import org.lampyris.evaluation.EvaluationResult.Infeasible;
import org.lampyris.evaluation.EvaluationResult.Lost;
import org.lampyris.evaluation.Metrics;
import org.lampyris.space.Architecture;

/**
 * A finished trial.
 *
 * @param number from 1, in the order of asking
 * @param reward what the strategy maximises
 * @param repeats the earlier trial of an isomorphic architecture whose result this is
 */
public record Trial(
        int number, Architecture architecture, EvaluationResult result, double reward, OptionalInt repeats) {

    /** Whether this trial cost a training that came to an end: well, badly, or at its time limit. */
    public boolean trained() {
        return repeats.isEmpty() && !(result instanceof Infeasible) && !(result instanceof Lost);
    }

    /** How many epochs the network was trained, where that wasn't the whole plan. */
    public OptionalInt epochs() {
        Double epochs = result.metrics().values().get(Metrics.EPOCHS);
        return epochs == null ? OptionalInt.empty() : OptionalInt.of(epochs.intValue());
    }

    /** Whether this is a longer training of the other trial's network that came to a good end. */
    public boolean supersedes(Trial other) {
        return architecture.id().equals(other.architecture.id())
                && result instanceof Evaluated
                && other.epochs().isPresent()
                && epochs().orElse(Integer.MAX_VALUE) > other.epochs().getAsInt();
    }
}
