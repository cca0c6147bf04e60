package org.lampyris.space;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** Collects a space's decisions. Values without an alternative become no decision. */
final class DecisionList {
    private final List<Decision> decisions = new ArrayList<>();

    <T> Slot<T> decide(String name, List<T> values, Function<T, String> naming) {
        return add(name, values, naming, List.of());
    }

    /** A decision that applies where another takes one of the values that {@code needs} it. */
    <T, S> Slot<T> decideIf(
            Slot<S> earlier, Predicate<S> needs, String name, List<T> values, Function<T, String> naming) {
        Set<Integer> needed = new HashSet<>();
        for (int i = 0; i < earlier.values().size(); i++) {
            if (needs.test(earlier.values().get(i))) {
                needed.add(i);
            }
        }
        if (needed.isEmpty()) {
            return new Slot<>(-1, values);
        }
        boolean always = needed.size() == earlier.values().size();
        return add(
                name, values, naming, always ? List.of() : List.of(new Decision.Condition(earlier.decision(), needed)));
    }

    private <T> Slot<T> add(
            String name, List<T> values, Function<T, String> naming, List<Decision.Condition> conditions) {
        if (values.size() < 2) {
            return new Slot<>(-1, values);
        }
        decisions.add(new Decision(name, values.stream().map(naming).toList(), conditions));
        return new Slot<>(decisions.size() - 1, values);
    }

    List<Decision> decisions() {
        return List.copyOf(decisions);
    }
}
