package org.lampyris.search;

import org.lampyris.search.pareto.ParetoFront;

/** Watches a search, on the thread of the search: what it throws ends the search. */
public interface SearchListener {

    /**
     * A trial is in the log.
     *
     * @param replayed whether it was there before this process started
     */
    default void trialFinished(Trial trial, boolean replayed) {}

    /** The trial that was reported last changed the front, or what may come back to it. */
    default void frontChanged(ParetoFront front) {}

    default void stopped(StopReason reason) {}
}
