package org.lampyris.evaluation.compression.allocation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One option a layer.
 *
 * @param choices for each layer the index of its option
 * @param cost of all together
 * @param harm of all together
 * @see "Kellerer, Pferschy, Pisinger, Knapsack Problems, 2004, chapter 11: the multiple-choice knapsack problem"
 */
public record Allocation(List<Integer> choices, double cost, double harm) {
    /** How many partial allocations are followed before they are thinned out. */
    static final int MOST_STATES = 20_000;

    public Allocation {
        choices = List.copyOf(choices);
    }

    /** Options chosen for the first layers; none of those that are kept is beaten by another in both figures. */
    private record State(
            double cost, double harm, int choice, @Nullable State before) {}

    /**
     * The allocation of least harm within a budget, the cheapest of those of equal harm, by dynamic programming over the
     * layers that drops what is beaten in cost and harm. Exact as long as no more than {@value #MOST_STATES} partial
     * allocations stand at a layer. Beyond, the one of least harm is kept in each of that many intervals of cost: the
     * result never costs more than the budget and does no more harm than the best within {@code budget * (1 - layers /
     * 20000)}.
     *
     * @param options for each layer at least one
     * @param budget what the options may cost together
     * @return nothing if even the cheapest options cost more
     * @throws IllegalArgumentException if a layer has no options or the budget isn't finite
     */
    public static Optional<Allocation> solve(List<List<Option>> options, double budget) {
        return solve(options, budget, MOST_STATES);
    }

    static Optional<Allocation> solve(List<List<Option>> options, double budget, int mostStates) {
        if (!Double.isFinite(budget) || options.stream().anyMatch(List::isEmpty)) {
            throw new IllegalArgumentException("each layer needs options, and the budget must be finite: " + budget);
        }
        double[] least = leastCosts(options);
        List<State> states = List.of(new State(0, 0, -1, null));
        for (int layer = 0; layer < options.size(); layer++) {
            states = thinned(extended(states, options.get(layer), budget - least[layer + 1]), budget, mostStates);
        }
        return states.isEmpty() ? Optional.empty() : Optional.of(of(states.get(states.size() - 1)));
    }

    /** For each layer what it and those after it cost at least. */
    private static double[] leastCosts(List<List<Option>> options) {
        double[] least = new double[options.size() + 1];
        for (int layer = options.size() - 1; layer >= 0; layer--) {
            least[layer] = least[layer + 1]
                    + options.get(layer).stream()
                            .mapToDouble(Option::cost)
                            .min()
                            .orElseThrow();
        }
        return least;
    }

    /** By rising cost and falling harm. */
    private static List<State> extended(List<State> states, List<Option> options, double limit) {
        List<State> all = new ArrayList<>();
        for (State state : states) {
            for (int i = 0; i < options.size(); i++) {
                double cost = state.cost() + options.get(i).cost();
                // Sums that are equal but for the order they were added in.
                if (cost <= limit + 1e-12 * Math.abs(limit)) {
                    all.add(new State(cost, state.harm() + options.get(i).harm(), i, state));
                }
            }
        }
        all.sort(Comparator.comparingDouble(State::cost).thenComparingDouble(State::harm));
        List<State> best = new ArrayList<>();
        for (State state : all) {
            if (best.isEmpty() || state.harm() < best.get(best.size() - 1).harm()) {
                best.add(state);
            }
        }
        return best;
    }

    /** Of each interval of cost the last, which does the least harm. */
    private static List<State> thinned(List<State> states, double budget, int mostStates) {
        if (states.size() <= mostStates) {
            return states;
        }
        List<State> kept = new ArrayList<>();
        for (int i = 0; i < states.size(); i++) {
            boolean last = i + 1 == states.size()
                    || interval(states.get(i), budget, mostStates) != interval(states.get(i + 1), budget, mostStates);
            if (last) {
                kept.add(states.get(i));
            }
        }
        return kept;
    }

    private static long interval(State state, double budget, int mostStates) {
        return (long) (state.cost() / budget * mostStates);
    }

    private static Allocation of(State last) {
        List<Integer> choices = new ArrayList<>();
        for (State state = last; state != null && state.choice() >= 0; state = state.before()) {
            choices.add(state.choice());
        }
        Collections.reverse(choices);
        return new Allocation(choices, last.cost(), last.harm());
    }
}
