package org.lampyris.search;

/** Why a search ended. */
public enum StopReason {
    TRAINED("all networks of the budget were trained"),
    TIME("the time was up"),
    PROPOSALS("the strategy ran out of proposals: nearly all were repeats or infeasible"),
    INTERRUPTED("the search was interrupted");

    private final String words;

    StopReason(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
