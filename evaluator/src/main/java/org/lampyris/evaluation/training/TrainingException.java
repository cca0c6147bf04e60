package org.lampyris.evaluation.training;

/** A training that could not be brought to its end; the network is to blame, not the machine or the program. */
public final class TrainingException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Why training ended. */
    public enum Reason {
        /** The loss is no number any more. */
        DIVERGED,
        TIMED_OUT,
        OUT_OF_MEMORY,
        /** An operator or an order of operators that training doesn't know. */
        UNSUPPORTED
    }

    private final Reason reason;

    public TrainingException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
