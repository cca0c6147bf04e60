package org.lampyris.space;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A categorical decision of a search space.
 *
 * @param name unique within the space, e.g. {@code stage2.block}
 * @param choices the names of what can be chosen, at least one
 * @param conditions what must all hold for this decision to apply; empty if it always applies
 */
public record Decision(String name, List<String> choices, List<Condition> conditions) {

    /**
     * @param decision the index of an earlier decision
     * @param choices the choices of that decision of which one must have been taken
     */
    public record Condition(int decision, Set<Integer> choices) {
        public Condition {
            choices = Set.copyOf(choices);
            if (decision < 0 || choices.isEmpty()) {
                throw new IllegalArgumentException("a condition needs an earlier decision and choices of it");
            }
        }

        boolean holds(List<Integer> taken) {
            return choices.contains(taken.get(decision));
        }
    }

    public Decision {
        choices = List.copyOf(choices);
        conditions = List.copyOf(conditions);
        if (choices.isEmpty() || new HashSet<>(choices).size() != choices.size()) {
            throw new IllegalArgumentException(name + " needs choices that differ, not " + choices);
        }
    }

    /** A decision that always applies. */
    public static Decision of(String name, List<String> choices) {
        return new Decision(name, choices, List.of());
    }

    /** Whether this decision applies once the earlier decisions were taken as in {@code taken}. */
    public boolean applies(List<Integer> taken) {
        for (Condition condition : conditions) {
            if (!condition.holds(taken)) {
                return false;
            }
        }
        return true;
    }
}
