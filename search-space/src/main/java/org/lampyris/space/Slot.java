package org.lampyris.space;

import java.util.List;

/**
 * A value that is chosen by a decision, or fixed.
 *
 * @param decision the index of the decision; negative if the value is fixed
 * @param values what is chosen from, the first also where the decision doesn't apply
 */
record Slot<T>(int decision, List<T> values) {

    T value(List<Integer> choices) {
        return values.get(decision < 0 ? 0 : Math.max(0, choices.get(decision)));
    }
}
