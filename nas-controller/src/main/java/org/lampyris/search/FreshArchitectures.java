package org.lampyris.search;

import java.util.HashSet;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.lampyris.space.Architecture;
import org.lampyris.space.SearchSpace;

/**
 * The architectures of a space that weren't proposed yet. One of them is looked for in a limited number of attempts; when
 * they run out, the last attempt is returned though it was proposed before.
 */
public final class FreshArchitectures {
    private final SearchSpace space;
    private final RandomGenerator random;
    private final int attempts;
    private final Set<String> proposed = new HashSet<>();

    /** @param attempts to find one, at least 1 */
    public FreshArchitectures(SearchSpace space, RandomGenerator random, int attempts) {
        if (attempts < 1) {
            throw new IllegalArgumentException("nothing can be found in " + attempts + " attempts");
        }
        this.space = space;
        this.random = random;
        this.attempts = attempts;
    }

    /** Whether an architecture wasn't proposed yet. */
    public boolean contains(Architecture architecture) {
        return !proposed.contains(architecture.id());
    }

    /** An architecture is proposed; whether it is for the first time. */
    public boolean remove(Architecture architecture) {
        return proposed.add(architecture.id());
    }

    /** Draws anew until one is fresh. */
    public Architecture sample() {
        return first(space.sample(random), repeated -> space.sample(random));
    }

    /** Mutates, and goes on to mutate the mutant until one is fresh. */
    public Architecture mutate(Architecture parent) {
        return first(space.mutate(parent, random), repeated -> space.mutate(repeated, random));
    }

    private Architecture first(Architecture start, UnaryOperator<Architecture> next) {
        Architecture found = start;
        for (int attempt = 1; attempt < attempts && !contains(found); attempt++) {
            found = next.apply(found);
        }
        return found;
    }
}
