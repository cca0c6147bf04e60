package org.lampyris.search.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.lampyris.evaluation.ArchitecturePricing;
import org.lampyris.evaluation.EvaluationResult;
import org.lampyris.evaluation.EvaluationResult.Evaluated;
import org.lampyris.evaluation.Metrics;
import org.lampyris.evaluation.Objective;
import org.lampyris.search.Proposal;
import org.lampyris.search.SearchProblem;
import org.lampyris.search.SearchStrategy;
import org.lampyris.search.Trial;
import org.lampyris.search.reward.AccuracyReward;
import org.lampyris.space.Architecture;
import org.lampyris.space.Decision;
import org.lampyris.space.SearchSpace;

/** Decisions of four choices each; accuracy counts the last choice, latency the choices' indices. With a little noise. */
record Digits(int length) implements SearchSpace {
    static final List<Objective> ACCURACY = List.of(Objective.maximize(Metrics.ACCURACY));
    static final List<Objective> BOTH =
            List.of(Objective.maximize(Metrics.ACCURACY), Objective.minimize(Metrics.LATENCY_MS));

    @Override
    public List<Decision> decisions() {
        List<Decision> decisions = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            decisions.add(Decision.of("digit" + i, List.of("a", "b", "c", "d")));
        }
        return decisions;
    }

    @Override
    public Architecture architecture(List<Integer> choices) {
        return new Architecture(choices, choices.toString());
    }

    SearchProblem problem(List<Objective> objectives) {
        return new SearchProblem(this, objectives, ArchitecturePricing.unknown(), new AccuracyReward(objectives));
    }

    private static EvaluationResult evaluated(Architecture architecture, SplittableRandom random) {
        long last = architecture.choices().stream().filter(c -> c == 3).count();
        int sum = architecture.choices().stream().mapToInt(c -> c).sum();
        double accuracy = (double) last / architecture.choices().size() + random.nextDouble(0.1);
        return new Evaluated(
                Metrics.of(Map.of(Metrics.ACCURACY, accuracy, Metrics.LATENCY_MS, 1.0 + sum)), Optional.empty());
    }

    /** A search with a window, whose rewards are the accuracy; the same look again repeats. */
    List<Trial> search(SearchStrategy strategy, int trials, int window, long seed) {
        SplittableRandom random = new SplittableRandom(~seed);
        List<Trial> done = new ArrayList<>();
        Map<Proposal, Integer> firsts = new HashMap<>();
        for (int number = 1; number <= trials; number++) {
            if (number > window) {
                strategy.tell(List.of(done.get(number - window - 1)));
            }
            Proposal proposal = strategy.ask(1).get(0);
            Integer first = firsts.putIfAbsent(proposal, number);
            EvaluationResult result = first == null
                    ? evaluated(proposal.architecture(), random)
                    : done.get(first - 1).result();
            done.add(new Trial(
                    number,
                    proposal.architecture(),
                    result,
                    result.metrics().get(Metrics.ACCURACY),
                    first == null ? OptionalInt.empty() : OptionalInt.of(first)));
        }
        return done;
    }
}
