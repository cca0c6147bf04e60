package org.lampyris.evaluation.execution.simulated;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What goes wrong.
 *
 * @param poison trials that kill whoever trains them, at the first heartbeat after the time of a training
 */
public record Mishaps(Deaths deaths, Silences silences, Set<Integer> poison) {
    /** Nothing does. */
    public static final Mishaps NONE = new Mishaps(Deaths.NONE, Silences.NONE, Set.of());

    public Mishaps {
        poison = Set.copyOf(poison);
    }

    /**
     * Workers that die and the new ones that join in their place.
     *
     * @param lifetime the mean of an exponential distribution; empty if nobody dies of age
     * @param replacement the mean time until a new worker takes the place of a dead one, exponential as well; empty for
     *     never
     * @param noticed the share of deaths of which a broken connection tells at once, 0 to 1; the others are found out when
     *     the lease ends
     */
    public record Deaths(Optional<Duration> lifetime, Optional<Duration> replacement, double noticed) {
        /** Nobody dies of age, nobody is replaced. */
        public static final Deaths NONE = new Deaths(Optional.empty(), Optional.empty(), 0);

        public Deaths {
            requirePositive("lifetime", lifetime);
            requirePositive("replacement", replacement);
            if (!(noticed >= 0 && noticed <= 1)) {
                throw new IllegalArgumentException("a share of " + noticed + " is noticed");
            }
        }
    }

    /**
     * Workers that can't be heard for a while. They train on meanwhile and send their results afterwards; what they find
     * they have lost by then they stop.
     *
     * @param every the mean time from one silence of a worker to its next, exponential; empty for none
     * @param length the mean length, exponential as well
     */
    public record Silences(Optional<Duration> every, Duration length) {
        /** Everybody can always be heard. */
        public static final Silences NONE = new Silences(Optional.empty(), Duration.ZERO);

        public Silences {
            requirePositive("time between silences", every);
            if (length.isNegative()) {
                throw new IllegalArgumentException("silences of " + length);
            }
        }
    }

    private static void requirePositive(String name, Optional<Duration> time) {
        if (time.filter(value -> value.isNegative() || value.isZero()).isPresent()) {
            throw new IllegalArgumentException("a " + name + " of " + time.get());
        }
    }
}
