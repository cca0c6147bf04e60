package org.lampyris.experiments.benchmark;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lampyris.evaluation.EvaluationRequest;
import org.lampyris.evaluation.EvaluationResult;
import org.lampyris.evaluation.Evaluator;
import org.lampyris.evaluation.Metrics;
import org.lampyris.evaluation.Objective;
import org.lampyris.space.Decision;
import org.lampyris.space.SearchSpace;
import org.lampyris.space.table.TabularSpace;

/**
 * A search that costs next to nothing but the engine itself: a thousand million architectures, so that repeats are rare,
 * whose accuracy and latency are formulas.
 */
final class ScalingProblem implements Evaluator {
    static final List<Objective> OBJECTIVES =
            List.of(Objective.maximize(Metrics.ACCURACY), Objective.minimize(Metrics.LATENCY_MS));

    private static final int DECISIONS = 10;
    private static final int CHOICES = 8;
    private static final double NOISE = 0.02;

    static SearchSpace space() {
        List<String> choices =
                IntStream.range(0, CHOICES).mapToObj(choice -> "c" + choice).toList();
        return new TabularSpace(
                "scaling",
                IntStream.range(0, DECISIONS)
                        .mapToObj(decision -> Decision.of("d" + decision, choices))
                        .toList());
    }

    /** Later decisions are worth more and cost the same. */
    @Override
    public EvaluationResult evaluate(EvaluationRequest request) {
        List<Integer> choices = request.architecture().choices();
        double worth = 0;
        double most = 0;
        double latency = 1;
        for (int i = 0; i < DECISIONS; i++) {
            worth += (i + 1.0) * choices.get(i);
            most += (i + 1.0) * (CHOICES - 1);
            latency += choices.get(i);
        }
        double noise = NOISE * (request.seed() >>> 40) * 0x1p-24;
        return new EvaluationResult.Evaluated(
                Metrics.of(Map.of(Metrics.ACCURACY, 0.1 + 0.8 * worth / most + noise, Metrics.LATENCY_MS, latency)),
                Optional.empty());
    }
}
