package org.lampyris.evaluation.execution.dispatch;

import java.util.List;

/**
 * Keeps assignments, so that a coordinator that comes back knows which attempts are out, and has the results that were
 * finished but aren't in the trial log yet.
 */
public interface AssignmentLog {

    /** All records, one for each trial. */
    List<AssignmentRecord> records();

    /**
     * Puts a record in the place of the trial's former one; it is durable when this returns.
     *
     * @throws java.io.UncheckedIOException if it can't be made durable; the former one stays
     */
    void put(AssignmentRecord assignment);

    /** Forgets the trials up to this one, which are in the trial log. After a restart some may be back. */
    void forget(int trial);
}
