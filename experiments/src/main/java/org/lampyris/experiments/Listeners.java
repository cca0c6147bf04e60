package org.lampyris.experiments;

import java.util.List;
import org.lampyris.search.SearchListener;
import org.lampyris.search.StopReason;
import org.lampyris.search.Trial;
import org.lampyris.search.pareto.ParetoFront;

/** Several listeners as one, told in their order. */
record Listeners(List<SearchListener> all) implements SearchListener {
    Listeners {
        all = List.copyOf(all);
    }

    @Override
    public void trialFinished(Trial trial, boolean replayed) {
        all.forEach(listener -> listener.trialFinished(trial, replayed));
    }

    @Override
    public void frontChanged(ParetoFront front) {
        all.forEach(listener -> listener.frontChanged(front));
    }

    @Override
    public void stopped(StopReason reason) {
        all.forEach(listener -> listener.stopped(reason));
    }
}
