package org.lampyris.search;

import java.util.ArrayList;
import java.util.List;
import org.lampyris.space.Architecture;
import org.lampyris.space.Decision;
import org.lampyris.space.SearchSpace;

/** Decisions of the same choices that all apply; each list of choices is an architecture of its own. */
public final class Digits implements SearchSpace {
    private final List<Decision> decisions = new ArrayList<>();

    public Digits(int length, List<String> choices) {
        for (int i = 0; i < length; i++) {
            decisions.add(Decision.of("digit" + i, choices));
        }
    }

    @Override
    public List<Decision> decisions() {
        return List.copyOf(decisions);
    }

    @Override
    public Architecture architecture(List<Integer> choices) {
        if (!contains(choices)) {
            throw new IllegalArgumentException("not in the space: " + choices);
        }
        return new Architecture(choices, choices.toString());
    }
}
