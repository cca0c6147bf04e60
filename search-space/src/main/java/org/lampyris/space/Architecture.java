package org.lampyris.space;

import java.util.List;

/**
 * A point of a search space.
 *
 * @param choices for each decision of the space the index of its choice, or {@link #INAPPLICABLE} where the decision
 *     doesn't apply
 * @param id the canonical id: architectures with isomorphic networks share it; others share it only by a collision of
 *     {@linkplain org.lampyris.space.graph.CanonicalForm the hash}
 */
public record Architecture(List<Integer> choices, String id) {
    /** The choice of a decision that doesn't apply. */
    public static final int INAPPLICABLE = -1;

    public Architecture {
        choices = List.copyOf(choices);
        if (id.isBlank()) {
            throw new IllegalArgumentException("an architecture needs an id");
        }
    }
}
