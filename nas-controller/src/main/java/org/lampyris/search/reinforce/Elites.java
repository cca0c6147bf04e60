package org.lampyris.search.reinforce;

import java.util.ArrayList;
import java.util.List;
import org.lampyris.space.Architecture;

/** The best architectures so far by what was told of them last, best first, each once; of equals the earlier. */
final class Elites {
    private final int size;
    private final List<Elite> best = new ArrayList<>();

    private record Elite(Architecture architecture, double value) {}

    Elites(int size) {
        this.size = size;
    }

    void add(Architecture architecture, double value) {
        if (Double.isNaN(value)) {
            return;
        }
        best.removeIf(elite -> elite.architecture.id().equals(architecture.id()));
        int place = best.size();
        while (place > 0 && best.get(place - 1).value < value) {
            place--;
        }
        best.add(place, new Elite(architecture, value));
        if (best.size() > size) {
            best.remove(size);
        }
    }

    List<List<Integer>> choices() {
        return best.stream().map(elite -> elite.architecture.choices()).toList();
    }
}
