package org.lampyris.experiments.benchmark;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import org.lampyris.evaluation.EvaluationRequest;
import org.lampyris.evaluation.EvaluationResult;
import org.lampyris.evaluation.tabular.TabularEvaluator;
import org.lampyris.search.Decorating;
import org.lampyris.search.EntropyReporting;
import org.lampyris.search.Proposal;
import org.lampyris.search.Recommending;
import org.lampyris.search.SearchStrategy;
import org.lampyris.search.Trial;
import org.lampyris.space.Architecture;

/**
 * One search of a table. An evaluation is what would have cost a training: the first look at an architecture or a further
 * look that the strategy asks for. Proposals of what it has seen already are free and count as samples.
 */
final class TabularRun {
    /** A run that needs more samples than so many times its evaluations has collapsed. */
    private static final int SAMPLES_FOR_EACH = 6;

    private final TabularGoal goal;
    private final TrueFront front;
    private final SearchStrategy strategy;
    private final long seed;
    private final LongSupplier nanoseconds;

    private final Map<Look, Trial> known = new HashMap<>();
    private final Set<String> unique = new HashSet<>();
    private final List<Trial> evaluations = new ArrayList<>();
    private int samples;
    private long spent;

    private record Look(String id, int look) {}

    TabularRun(TabularGoal goal, TrueFront front, SearchStrategy strategy, long seed, LongSupplier nanoseconds) {
        this.goal = goal;
        this.front = front;
        this.strategy = strategy;
        this.seed = seed;
        this.nanoseconds = nanoseconds;
    }

    /** Searches until the last of the checkpoints, which rise, or until the run has collapsed. */
    TabularOutcome run(List<Integer> checkpoints) {
        List<Checkpoint> reached = new ArrayList<>();
        int trials = checkpoints.get(checkpoints.size() - 1);
        while (evaluations.size() < trials && samples < SAMPLES_FOR_EACH * trials) {
            if (next() && checkpoints.contains(evaluations.size())) {
                reached.add(checkpoint());
            }
        }
        return new TabularOutcome(seed, reached, List.copyOf(evaluations), samples, spent);
    }

    /** One proposal; whether it was evaluated. */
    private boolean next() {
        long start = nanoseconds.getAsLong();
        Proposal proposal = strategy.ask(1).get(0);
        spent += nanoseconds.getAsLong() - start;
        samples++;
        Look look = new Look(proposal.architecture().id(), proposal.look());
        Trial before = known.get(look);
        EvaluationResult result = before == null
                ? new TabularEvaluator(goal.table())
                        .evaluate(new EvaluationRequest(samples, proposal.architecture(), seedOf(samples)))
                : before.result();
        OptionalInt repeats = before == null ? OptionalInt.empty() : OptionalInt.of(before.number());
        Trial trial = new Trial(
                samples, proposal.architecture(), result, goal.reward().of(result), repeats);
        known.putIfAbsent(look, trial);
        boolean evaluated = before == null && TabularGoal.evaluated(result);
        if (evaluated) {
            evaluations.add(trial);
            unique.add(look.id());
        }
        start = nanoseconds.getAsLong();
        strategy.tell(List.of(trial));
        spent += nanoseconds.getAsLong() - start;
        return evaluated;
    }

    private long seedOf(int sample) {
        return new SplittableRandom(new SplittableRandom(~seed).nextLong() + sample).nextLong();
    }

    private Checkpoint checkpoint() {
        Architecture incumbent = incumbent();
        return new Checkpoint(
                evaluations.size(),
                goal.table().regret(incumbent),
                front.share(evaluations),
                unique.size(),
                samples,
                Decorating.find(strategy, EntropyReporting.class)
                        .map(EntropyReporting::entropy)
                        .orElse(Double.NaN));
    }

    /** What the strategy recommends, or the architecture of the trial with the highest reward. */
    private Architecture incumbent() {
        Optional<Architecture> recommended =
                Decorating.find(strategy, Recommending.class).flatMap(Recommending::recommended);
        return recommended.orElseGet(() -> {
            Trial best = evaluations.get(0);
            for (Trial trial : evaluations) {
                best = trial.reward() > best.reward() ? trial : best;
            }
            return best.architecture();
        });
    }
}
