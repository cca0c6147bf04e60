package org.lampyris.search.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.lampyris.evaluation.EvaluationRequest;
import org.lampyris.evaluation.EvaluationResult;
import org.lampyris.evaluation.EvaluationResult.Evaluated;
import org.lampyris.evaluation.EvaluationResult.Failed;
import org.lampyris.evaluation.EvaluationResult.TimedOut;
import org.lampyris.evaluation.Metrics;
import org.lampyris.evaluation.Objective;
import org.lampyris.evaluation.execution.EvaluationBackend;
import org.lampyris.evaluation.execution.LocalBackend;
import org.lampyris.evaluation.execution.dispatch.DispatchSettings;
import org.lampyris.evaluation.execution.hazelcast.ClusterJob;
import org.lampyris.evaluation.execution.hazelcast.ClusterSecret;
import org.lampyris.evaluation.execution.hazelcast.NoShipping;
import org.lampyris.search.NasController;
import org.lampyris.search.SearchBudget;
import org.lampyris.search.SearchListener;
import org.lampyris.search.SearchSettings;
import org.lampyris.search.Trial;
import org.lampyris.search.random.RandomStrategy;
import org.lampyris.search.reward.MnasNetReward;
import org.lampyris.search.store.RunIdentity;
import org.lampyris.search.store.SqliteTrialStore;
import org.lampyris.search.store.TrialStore;
import org.lampyris.space.Architecture;
import org.lampyris.space.Decision;
import org.lampyris.space.SearchSpace;

/** A search whose results are a function of architecture and seed, so that it is the same wherever it runs. */
final class ClusterSearch {
    static final RunIdentity IDENTITY = RunIdentity.of(Map.of("profile", "5e1f", "space", "wide"));
    static final ClusterSecret SECRET = ClusterSecret.of("a secret that only tests know");

    /** So many workers may lose a trial that none is stored as lost. */
    static final DispatchSettings DISPATCH = DispatchSettings.ofLease(Duration.ofMillis(1500), 1_000_000);

    private static final int WINDOW = 8;
    private static final List<Objective> OBJECTIVES =
            List.of(Objective.maximize(Metrics.ACCURACY), Objective.minimize(Metrics.LATENCY_MS));

    private ClusterSearch() {}

    /** Six decisions of ten choices each. */
    private record Wide(List<Decision> decisions) implements SearchSpace {
        Wide() {
            this(IntStream.range(0, 6)
                    .mapToObj(i -> Decision.of(
                            "d" + i,
                            IntStream.range(0, 10).mapToObj(String::valueOf).toList()))
                    .toList());
        }

        @Override
        public Architecture architecture(List<Integer> choices) {
            return new Architecture(choices, choices.toString());
        }
    }

    static EvaluationResult evaluate(EvaluationRequest request) {
        SplittableRandom random = new SplittableRandom(
                request.seed() + request.architecture().choices().hashCode());
        Metrics cheap = Metrics.of(Map.of(Metrics.LATENCY_MS, random.nextDouble() * 20));
        return switch (random.nextInt(20)) {
            case 0 -> new Failed(cheap, "the loss is NaN");
            case 1 -> new TimedOut(cheap, "60 s");
            default -> new Evaluated(cheap.with(Metrics.ACCURACY, random.nextDouble()), Optional.empty());
        };
    }

    static NasController controller(EvaluationBackend backend, TrialStore store, int trials) {
        SearchBudget budget = new SearchBudget(trials, 1, trials, Optional.empty());
        return new NasController(
                new RandomStrategy(new Wide(), 5),
                backend,
                store,
                MnasNetReward.soft(Metrics.LATENCY_MS, 10, OBJECTIVES),
                new SearchSettings(5, WINDOW, budget, OBJECTIVES, () -> Instant.EPOCH));
    }

    /** Does it in this process, undisturbed. */
    static void local(Path folder, int trials) {
        try (SqliteTrialStore store = SqliteTrialStore.create(folder, IDENTITY);
                EvaluationBackend backend = new LocalBackend(ClusterSearch::evaluate, 1)) {
            controller(backend, store, trials).run(new SearchListener() {});
        }
    }

    /** Each trial once, with the same outcome, and the same hash over all of them. */
    static void assertSame(Path undisturbed, Path run, int trials) throws IOException {
        try (SqliteTrialStore expected = SqliteTrialStore.open(undisturbed, IDENTITY);
                SqliteTrialStore store = SqliteTrialStore.open(run, IDENTITY)) {
            assertEquals(
                    IntStream.rangeClosed(1, trials).boxed().toList(),
                    store.trials().stream().map(Trial::number).toList());
            assertEquals(expected.trials(), store.trials());
        }
        assertArrayEquals(
                Files.readAllBytes(undisturbed.resolve("run.mark")), Files.readAllBytes(run.resolve("run.mark")));
    }

    static ClusterJob job() {
        return new ClusterJob("killed", "1", new TreeMap<>(), Collections.emptySortedMap(), new NoShipping());
    }
}
