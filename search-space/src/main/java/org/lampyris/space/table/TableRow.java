package org.lampyris.space.table;

import java.util.List;

/**
 * What is known of an architecture.
 *
 * @param observed what a search may see: a value for each repetition of the training
 * @param truth what counts; no search sees it
 * @param costs in the order of {@link TabularProblem#costs()}
 */
public record TableRow(List<Double> observed, double truth, List<Double> costs) {
    public TableRow {
        observed = List.copyOf(observed);
        costs = List.copyOf(costs);
        if (observed.isEmpty()) {
            throw new IllegalArgumentException("a row needs observed values");
        }
    }
}
