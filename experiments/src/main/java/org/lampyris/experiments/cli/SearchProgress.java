package org.lampyris.experiments.cli;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lampyris.evaluation.EvaluationResult;
import org.lampyris.evaluation.Metrics;
import org.lampyris.search.Trial;

/** What the trials so far come to, of each network the longest training. */
final class SearchProgress {
    private final int whole;
    private final Map<Integer, Trial> evaluated = new LinkedHashMap<>();
    private final Map<String, Trial> begun = new HashMap<>();
    private @Nullable Trial best;
    private double bestAccuracy = Double.NaN;
    private long epochs;

    /** @param whole the epochs of a whole training */
    SearchProgress(int whole) {
        this.whole = whole;
    }

    void add(Trial trial) {
        Trial before = begun.get(trial.architecture().id());
        int length = trial.epochs().orElse(whole);
        int spent = before == null ? 0 : before.epochs().orElse(whole);
        epochs += trial.trained() ? Math.max(0, length - spent) : 0;
        if (!(trial.result() instanceof EvaluationResult.Evaluated)) {
            return;
        }
        evaluated.put(trial.number(), trial);
        if (before != null && trial.supersedes(before)) {
            begun.remove(trial.architecture().id());
            evaluated.remove(before.number());
        }
        if (trial.epochs().isPresent()) {
            begun.merge(trial.architecture().id(), trial, (a, b) -> b.supersedes(a) ? b : a);
        }
        if (before != null) {
            rank();
        } else {
            double accuracy = accuracy(trial);
            bestAccuracy = Double.isNaN(bestAccuracy) ? accuracy : Math.max(bestAccuracy, accuracy);
            best = best == null || trial.reward() > best.reward() ? trial : best;
        }
    }

    private void rank() {
        best = evaluated.values().stream()
                .max(Comparator.comparingDouble(Trial::reward)
                        .thenComparing(Comparator.comparingInt(Trial::number).reversed()))
                .orElse(null);
        bestAccuracy = evaluated.values().stream()
                .mapToDouble(SearchProgress::accuracy)
                .max()
                .orElse(Double.NaN);
    }

    private static double accuracy(Trial trial) {
        return trial.result().metrics().get(Metrics.ACCURACY);
    }

    /** Trainings in whole ones: half a training counts as half. */
    double trained() {
        return epochs / (double) whole;
    }

    Optional<Trial> best() {
        return Optional.ofNullable(best);
    }

    /** NaN while there is none. */
    double bestAccuracy() {
        return bestAccuracy;
    }
}
