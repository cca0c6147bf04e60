package org.lampyris.search.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/** The error of a database that can't be written. */
final class StoreProblem {
    private StoreProblem() {}

    /** @param what can't be done */
    static UncheckedIOException of(String what, Path folder, Exception e) {
        String reason = Optional.ofNullable(e.getMessage()).orElse(e.toString());
        boolean full = reason.contains("SQLITE_FULL") || reason.contains("No space left");
        return new UncheckedIOException(
                full
                        ? what + " in " + folder
                                + ": the disk is full. Make space and resume; all trials before are kept."
                        : what + " in " + folder + ": " + reason,
                e instanceof IOException io ? io : new IOException(e));
    }
}
