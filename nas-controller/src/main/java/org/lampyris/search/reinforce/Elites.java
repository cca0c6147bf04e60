package org.lampyris.search.reinforce;

import java.util.ArrayList;
import java.util.List;
import org.lampyris.search.Trial;
import org.lampyris.space.Architecture;

/** The best architectures so far, best first, each once; of equals the earlier. */
final class Elites {
    private final int size;
    private final List<Trial> best = new ArrayList<>();

    Elites(int size) {
        this.size = size;
    }

    void add(Trial trial) {
        if (Double.isNaN(trial.reward())
                || best.stream()
                        .anyMatch(b -> b.architecture()
                                .id()
                                .equals(trial.architecture().id()))) {
            return;
        }
        int place = best.size();
        while (place > 0 && best.get(place - 1).reward() < trial.reward()) {
            place--;
        }
        best.add(place, trial);
        if (best.size() > size) {
            best.remove(size);
        }
    }

    List<Architecture> architectures() {
        return best.stream().map(Trial::architecture).toList();
    }

    List<List<Integer>> choices() {
        return best.stream().map(trial -> trial.architecture().choices()).toList();
    }
}
