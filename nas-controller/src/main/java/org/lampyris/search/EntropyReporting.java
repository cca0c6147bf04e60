package org.lampyris.search;

/** A strategy that draws from a distribution of its own and can say how undecided that still is. */
@FunctionalInterface
public interface EntropyReporting {

    /**
     * The mean entropy of the decisions at present, each relative to that of the uniform distribution: 1 before anything
     * was learnt, 0 once every decision is certain. Asking changes no proposal.
     */
    double entropy();
}
