package org.lampyris.space;

import static org.lampyris.space.Architecture.INAPPLICABLE;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Arithmetic on lists of choices under masks. */
final class Choices {
    private Choices() {}

    static boolean valid(List<Decision> decisions, List<Integer> choices) {
        if (choices.size() != decisions.size()) {
            return false;
        }
        for (int i = 0; i < choices.size(); i++) {
            Decision decision = decisions.get(i);
            int choice = choices.get(i);
            boolean inRange = choice >= 0 && choice < decision.choices().size();
            if (decision.applies(choices) ? !inRange : choice != INAPPLICABLE) {
                return false;
            }
        }
        return true;
    }

    static List<Integer> sample(List<Decision> decisions, RandomGenerator random) {
        return complete(
                decisions,
                i -> INAPPLICABLE,
                i -> random.nextInt(decisions.get(i).choices().size()));
    }

    static List<List<Integer>> neighbours(List<Decision> decisions, List<Integer> choices) {
        List<List<Integer>> result = new ArrayList<>();
        for (int i = 0; i < choices.size(); i++) {
            int changed = i;
            for (int c = 0; c < decisions.get(i).choices().size() && choices.get(i) != INAPPLICABLE; c++) {
                int choice = c;
                if (choice != choices.get(i)) {
                    result.add(complete(decisions, j -> j == changed ? choice : choices.get(j), j -> 0));
                }
            }
        }
        return result;
    }

    static List<Integer> mutate(List<Decision> decisions, List<Integer> choices, RandomGenerator random) {
        List<Integer> open = new ArrayList<>();
        for (int i = 0; i < choices.size(); i++) {
            if (choices.get(i) != INAPPLICABLE && decisions.get(i).choices().size() > 1) {
                open.add(i);
            }
        }
        if (open.isEmpty()) {
            return choices;
        }
        int changed = open.get(random.nextInt(open.size()));
        int others = decisions.get(changed).choices().size() - 1;
        int choice = (choices.get(changed) + 1 + random.nextInt(others)) % (others + 1);
        return complete(
                decisions,
                i -> i == changed ? choice : choices.get(i),
                i -> random.nextInt(decisions.get(i).choices().size()));
    }

    static List<Integer> crossover(List<Decision> decisions, List<Integer> a, List<Integer> b, RandomGenerator random) {
        return complete(
                decisions,
                i -> {
                    boolean first = random.nextBoolean();
                    int preferred = first ? a.get(i) : b.get(i);
                    return preferred == INAPPLICABLE ? (first ? b.get(i) : a.get(i)) : preferred;
                },
                i -> random.nextInt(decisions.get(i).choices().size()));
    }

    /** Walks the decisions in order: masked ones are masked, the others take the wish, or the default without one. */
    private static List<Integer> complete(List<Decision> decisions, IntUnaryOperator wish, IntUnaryOperator orElse) {
        List<Integer> taken = new ArrayList<>(decisions.size());
        for (int i = 0; i < decisions.size(); i++) {
            if (!decisions.get(i).applies(taken)) {
                taken.add(INAPPLICABLE);
                continue;
            }
            int wished = wish.applyAsInt(i);
            taken.add(wished == INAPPLICABLE ? orElse.applyAsInt(i) : wished);
        }
        return taken;
    }

    /** Counts by walking the decisions and remembering only earlier choices that a later condition asks for. */
    static BigInteger count(List<Decision> decisions) {
        int[] lastUse = new int[decisions.size()];
        for (int i = 0; i < decisions.size(); i++) {
            for (Decision.Condition condition : decisions.get(i).conditions()) {
                lastUse[condition.decision()] = i;
            }
        }
        Map<List<Integer>, BigInteger> states = new HashMap<>(Map.of(List.of(), BigInteger.ONE));
        for (int i = 0; i < decisions.size(); i++) {
            Map<List<Integer>, BigInteger> next = new HashMap<>();
            for (Map.Entry<List<Integer>, BigInteger> state : states.entrySet()) {
                Decision decision = decisions.get(i);
                boolean applies = decision.applies(state.getKey());
                for (int c = applies ? 0 : INAPPLICABLE;
                        c < (applies ? decision.choices().size() : 0);
                        c++) {
                    List<Integer> taken = new ArrayList<>(state.getKey());
                    taken.add(c);
                    for (int j = 0; j <= i; j++) {
                        if (lastUse[j] <= i) {
                            taken.set(j, INAPPLICABLE);
                        }
                    }
                    next.merge(taken, state.getValue(), BigInteger::add);
                }
            }
            states = next;
        }
        return states.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
    }

    static String describe(List<Decision> decisions, List<Integer> choices) {
        return IntStream.range(0, choices.size())
                .filter(i -> choices.get(i) != INAPPLICABLE)
                .mapToObj(i -> decisions.get(i).name() + "="
                        + decisions.get(i).choices().get(choices.get(i)))
                .collect(Collectors.joining(" "));
    }
}
