package org.lampyris.search;

import java.time.Duration;
import java.util.Optional;

/**
 * When a search ends: at whichever comes first.
 *
 * @param trained networks to train, {@linkplain Trial#trained() as counted by the trials}, at least 1; one that is trained
 *     for part of the epochs counts as that part
 * @param epochs of a whole training, at least 1
 * @param proposals architectures to ask for at most, so that a strategy that proposes nothing but repeats ends
 * @param time after which nothing new is started, counted from the start of this process; what runs is finished
 */
public record SearchBudget(int trained, int epochs, int proposals, Optional<Duration> time) {
    private static final int PROPOSALS_FOR_EACH = 50;
    private static final int MORE_PROPOSALS = 1000;

    public SearchBudget {
        if (trained < 1
                || epochs < 1
                || proposals < 1
                || time.orElse(Duration.ofDays(1)).compareTo(Duration.ZERO) <= 0) {
            throw new IllegalArgumentException("not a budget: " + trained + " trained for " + epochs + " epochs, "
                    + proposals + " proposals, " + time);
        }
    }

    /** So many networks, with 50 proposals for each and 1,000 more, and all the time they need. */
    public static SearchBudget trained(int trained) {
        long proposals = (long) trained * PROPOSALS_FOR_EACH + MORE_PROPOSALS;
        return new SearchBudget(trained, 1, (int) Math.min(Integer.MAX_VALUE, proposals), Optional.empty());
    }

    public SearchBudget within(Duration limit) {
        return new SearchBudget(trained, epochs, proposals, Optional.of(limit));
    }

    /** The same with trainings of so many epochs. */
    public SearchBudget ofEpochs(int each) {
        return new SearchBudget(trained, each, proposals, time);
    }

    /** What all the trainings take together. */
    long epochsInAll() {
        return (long) trained * epochs;
    }
}
