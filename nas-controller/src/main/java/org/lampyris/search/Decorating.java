package org.lampyris.search;

import java.util.Optional;

/** A strategy around another one. What the other can say of itself, {@link #find} finds through any number of them. */
public interface Decorating extends SearchStrategy {

    /** The strategy that this one goes around; always the same. */
    SearchStrategy decorated();

    /** The strategy, or the outermost of those that it goes around, that has the capability; empty if none has. */
    static <T> Optional<T> find(SearchStrategy strategy, Class<T> capability) {
        if (capability.isInstance(strategy)) {
            return Optional.of(capability.cast(strategy));
        }
        return strategy instanceof Decorating around ? find(around.decorated(), capability) : Optional.empty();
    }
}
