package org.lampyris.evaluation.execution.dispatch;

/**
 * A trial in one of its attempts.
 *
 * @param trial from 1
 * @param attempt from 1
 */
public record Ticket(int trial, int attempt) {
    public Ticket {
        if (trial < 1 || attempt < 1) {
            throw new IllegalArgumentException("trial " + trial + ", attempt " + attempt);
        }
    }

    @Override
    public String toString() {
        return "trial " + trial + ", attempt " + attempt;
    }
}
