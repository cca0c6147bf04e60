package org.lampyris.search.reinforce;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.lampyris.evaluation.Metrics;
import org.lampyris.search.SearchProblem;
import org.lampyris.search.surrogate.Archive;
import org.lampyris.search.surrogate.Levels;
import org.lampyris.search.surrogate.Prediction;

/**
 * Chooses what to propose for an aim: the most promising among samples of the policy, mutants of the best so far, and
 * further looks at these.
 */
final class Proposer {
    private static final int LEADERS = 10;
    private static final Metrics UNPRICED = Metrics.of(Map.of());

    private final SearchProblem problem;
    private final ReinforceSettings.Screening settings;
    private final Archive archive;
    private final RandomGenerator random;
    private final boolean priced;
    private final Map<List<Integer>, Metrics> prices = new HashMap<>();

    /** Choices and what looking at them is expected to gain; {@code look} is 0 for the first. */
    record Choice(List<Integer> choices, double gain, int look) {}

    /** @param priced whether all costs are known beforehand */
    Proposer(
            SearchProblem problem,
            ReinforceSettings.Screening settings,
            Archive archive,
            boolean priced,
            RandomGenerator random) {
        this.problem = problem;
        this.settings = settings;
        this.archive = archive;
        this.random = random;
        this.priced = priced;
    }

    private static final class Candidate {
        private final List<Integer> choices;
        private final int[] array;
        private final Metrics price;

        Candidate(List<Integer> choices, int[] array, Metrics price) {
            this.choices = choices;
            this.array = array;
            this.price = price;
        }
    }

    /** A candidate and its gain at a usual doubt. */
    private record Guessed(Candidate candidate, double gain) {}

    /** What an aim makes of everything that is known so far. */
    final class Situation {
        private final Aim aim;
        private final double dearest;
        private final double noise = archive.noise();
        private final List<Archive.Entry> known = archive.evaluated();
        private final List<Levels.Step> steps = new ArrayList<>();
        private final List<Archive.Entry> leaders;
        private final double floor;
        private final Levels levels;

        /** @param dearest the cost from which on nothing counts */
        Situation(Aim aim, double dearest) {
            this.aim = aim;
            this.dearest = dearest;
            for (Archive.Entry entry : known) {
                Aim.View view = view(entry);
                steps.add(new Levels.Step(
                        entry.architecture().id(), view.cost(), view.value().mean()));
            }
            floor = steps.stream().mapToDouble(Levels.Step::value).min().orElse(0);
            levels = new Levels(steps, dearest, floor);
            leaders = leaders();
        }

        private Aim.View view(Archive.Entry entry) {
            return aim.view(price(entry), archive.predict(entry), noise);
        }

        /** The front; if it is short, the best of the others too. */
        private List<Archive.Entry> leaders() {
            Set<String> ids = new LinkedHashSet<>(levels.front());
            steps.stream()
                    .sorted(Comparator.comparingDouble(Levels.Step::value).reversed())
                    .limit(LEADERS)
                    .map(Levels.Step::id)
                    .takeWhile(id -> ids.size() < LEADERS)
                    .forEach(ids::add);
            return ids.stream().flatMap(id -> archive.find(id).stream()).toList();
        }

        List<Archive.Entry> best() {
            return leaders;
        }

        private double gain(Candidate candidate, Prediction modelled) {
            if (!feasible(candidate.price)) {
                return Double.NEGATIVE_INFINITY;
            }
            Aim.View view = aim.view(candidate.price, modelled, noise);
            return levels.gain(view.cost(), view.value(), false, view.noise());
        }

        /** What another look at one of the best is expected to gain. */
        private double gain(Archive.Entry leader) {
            if (!feasible(price(leader))) {
                return Double.NEGATIVE_INFINITY;
            }
            Aim.View view = view(leader);
            return new Levels(
                            steps.stream()
                                    .filter(step -> !step.id()
                                            .equals(leader.architecture().id()))
                                    .toList(),
                            dearest,
                            floor)
                    .gain(view.cost(), view.value(), true, view.noise());
        }
    }

    /** Empty where no price matters. */
    private Metrics price(List<Integer> choices) {
        return priced ? problem.pricing().price(choices) : UNPRICED;
    }

    private Metrics price(Archive.Entry entry) {
        return prices.computeIfAbsent(entry.architecture().choices(), this::price);
    }

    private boolean feasible(Metrics price) {
        return (!priced || Costs.priced(price, problem))
                && Stream.concat(problem.objectives().stream(), problem.bounds().stream())
                        .allMatch(objective -> price.find(objective.metric()).isEmpty()
                                || objective.feasible(
                                        price.find(objective.metric()).getAsDouble()));
    }

    /**
     * The choices in the order of what they are expected to gain.
     *
     * @param samples of the policy
     * @param unwanted choices that were proposed before
     */
    List<Choice> rank(Situation situation, List<List<Integer>> samples, Set<List<Integer>> unwanted) {
        Set<List<Integer>> candidates = new LinkedHashSet<>(samples);
        List<Archive.Entry> leaders = situation.best();
        for (int i = 0; i < settings.mutants() && !leaders.isEmpty(); i++) {
            candidates.add(mutant(
                    leaders.get(leaders.size() <= LEADERS ? i % leaders.size() : random.nextInt(leaders.size()))));
        }
        candidates.removeAll(unwanted);
        double guess = archive.noise();
        List<Choice> choices = new ArrayList<>();
        candidates.stream()
                .map(candidate -> new Candidate(candidate, Archive.array(candidate), price(candidate)))
                .map(c -> new Guessed(c, situation.gain(c, new Prediction(archive.expected(c.array), guess))))
                .sorted(Comparator.comparingDouble(Guessed::gain).reversed())
                .limit(settings.finalists())
                .map(Guessed::candidate)
                .map(c -> new Choice(c.choices, situation.gain(c, archive.predict(c.array)), 0))
                .forEach(choices::add);
        if (settings.looks()) {
            for (Archive.Entry leader : leaders) {
                choices.add(new Choice(leader.architecture().choices(), situation.gain(leader), leader.asked()));
            }
        }
        choices.sort(Comparator.comparingDouble(Choice::gain).reversed());
        return choices;
    }

    /** One or two steps from one of the best. */
    private List<Integer> mutant(Archive.Entry leader) {
        List<Integer> mutant = problem.space().mutate(leader.architecture().choices(), random);
        return random.nextBoolean() ? problem.space().mutate(mutant, random) : mutant;
    }

    /** The architecture with the highest expected value. */
    Optional<Archive.Entry> recommended(Aim aim) {
        Archive.Entry best = null;
        double most = Double.NEGATIVE_INFINITY;
        for (Archive.Entry entry : archive.evaluated()) {
            double value = aim.view(price(entry), archive.predict(entry), archive.noise())
                    .value()
                    .mean();
            if (best == null || value > most) {
                best = entry;
                most = value;
            }
        }
        return Optional.ofNullable(best);
    }
}
