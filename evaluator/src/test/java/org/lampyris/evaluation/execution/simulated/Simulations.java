package org.lampyris.evaluation.execution.simulated;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.lampyris.evaluation.EvaluationRequest;
import org.lampyris.evaluation.EvaluationResult;
import org.lampyris.evaluation.EvaluationResult.Evaluated;
import org.lampyris.evaluation.Metrics;
import org.lampyris.evaluation.execution.dispatch.DispatchSettings;
import org.lampyris.space.Architecture;

/** Scenarios and requests that the tests of the simulation share. */
final class Simulations {
    /** Each training takes a minute. */
    static final TrainingTimes MINUTE = TrainingTimes.of(Duration.ofMinutes(1), 1);

    /** A lease of 30 s, a grace of 5 s. */
    static final DispatchSettings DISPATCH = DispatchSettings.STANDARD;

    private Simulations() {}

    static EvaluationRequest request(int trial) {
        return new EvaluationRequest(trial, new Architecture(List.of(trial), "a" + trial), trial * 31L);
    }

    static EvaluationResult evaluate(EvaluationRequest request) {
        return new Evaluated(Metrics.of(Map.of(Metrics.ACCURACY, request.trial() * 0.01)), Optional.empty());
    }

    static List<CompletableFuture<EvaluationResult>> submit(SimulatedBackend backend, int trials) {
        List<CompletableFuture<EvaluationResult>> results = new ArrayList<>();
        for (int i = 1; i <= trials; i++) {
            results.add(backend.submit(request(i)));
        }
        return results;
    }

    static void finish(SimulatedBackend backend) {
        while (backend.advance()) {
            // On to the next result.
        }
    }

    static Mishaps poisoned(double noticed, Optional<Duration> replacement, Integer... trials) {
        return new Mishaps(
                new Mishaps.Deaths(Optional.empty(), replacement, noticed), Mishaps.Silences.NONE, Set.of(trials));
    }

    /** Each worker lives for an hour or so, and is silent every ten minutes for one or so. */
    static Mishaps rough() {
        return new Mishaps(
                new Mishaps.Deaths(Optional.of(Duration.ofHours(1)), Optional.of(Duration.ofMinutes(10)), 0.5),
                new Mishaps.Silences(Optional.of(Duration.ofMinutes(10)), Duration.ofMinutes(1)),
                Set.of());
    }
}
