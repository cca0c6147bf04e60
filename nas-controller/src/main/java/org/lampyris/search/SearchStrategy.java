package org.lampyris.search;

import java.util.List;

/**
 * Proposes evaluations of architectures and learns from what became of them. Deterministic: the same seed and the same sequence of calls
 * give the same proposals. It never touches an evaluator, a store, a clock or a device.
 */
public interface SearchStrategy {

    /** Proposes {@code n} evaluations; repeats are allowed. */
    List<Proposal> ask(int n);

    /** Learns from finished trials, told once each, in the order in which they were asked for. */
    void tell(List<Trial> finished);
}
