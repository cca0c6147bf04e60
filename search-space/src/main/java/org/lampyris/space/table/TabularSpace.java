package org.lampyris.space.table;

import java.util.List;
import java.util.stream.Collectors;
import org.lampyris.space.Architecture;
import org.lampyris.space.Decision;
import org.lampyris.space.SearchSpace;

/**
 * Decisions that always apply, without networks behind them: each list of choices has an id of its own.
 *
 * @param name of the problem
 */
public record TabularSpace(String name, List<Decision> decisions) implements SearchSpace {
    public TabularSpace {
        decisions = List.copyOf(decisions);
    }

    @Override
    public Architecture architecture(List<Integer> choices) {
        if (!contains(choices)) {
            throw new IllegalArgumentException("these choices are not in the space: " + choices);
        }
        return new Architecture(choices, choices.stream().map(String::valueOf).collect(Collectors.joining("-")));
    }
}
