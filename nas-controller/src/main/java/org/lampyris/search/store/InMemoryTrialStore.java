package org.lampyris.search.store;

import java.util.ArrayList;
import java.util.List;
import org.lampyris.search.Trial;

/** A log that lasts as long as the process: for tests and comparisons. */
public final class InMemoryTrialStore implements TrialStore {
    private final List<Trial> trials = new ArrayList<>();

    @Override
    public void append(Trial trial) {
        if (trial.number() != trials.size() + 1) {
            throw new IllegalArgumentException("trial " + trial.number() + " can't follow trial " + trials.size());
        }
        trials.add(trial);
    }

    @Override
    public List<Trial> trials() {
        return List.copyOf(trials);
    }

    @Override
    public void close() {}
}
