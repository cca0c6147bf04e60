package org.lampyris.search.cluster;

/** Where a coordinator ends at once, as if it was killed. */
enum HaltPoint {
    /** A result arrived. */
    BEFORE_RESULT,
    /** It is durable, and its worker doesn't know. */
    AFTER_RESULT,
    /** A lease ended. */
    BEFORE_EXPIRY,
    /** That is durable, and nobody has the trial again. */
    AFTER_EXPIRY,
    /** A trial is finished, and only the assignments tell of it. */
    BEFORE_APPEND,
    /** The trial log has it, and the assignments still do. */
    AFTER_APPEND,
    /** Nowhere. */
    NEVER;

    /** Says so and ends the process, if it is this point where it shall end. */
    void halt(HaltPoint wanted) {
        if (this == wanted) {
            System.out.println("halt " + this);
            Runtime.getRuntime().halt(1);
        }
    }
}
