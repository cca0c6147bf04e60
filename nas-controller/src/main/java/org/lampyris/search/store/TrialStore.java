package org.lampyris.search.store;

import java.util.List;
import org.lampyris.search.Trial;

/** The durable log of finished trials. */
public interface TrialStore extends AutoCloseable {

    /**
     * Appends the next trial; it is durable when this returns.
     *
     * @throws java.io.UncheckedIOException if it can't be made durable, e.g. because the disk is full; the log is then as
     *     before
     */
    void append(Trial trial);

    /** All trials, in order of their numbers. */
    List<Trial> trials();

    @Override
    void close();
}
