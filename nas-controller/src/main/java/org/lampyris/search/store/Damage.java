package org.lampyris.search.store;

import java.nio.file.Path;
import org.lampyris.input.InvalidInputException;

/** The error that a damaged log ends in. */
final class Damage {
    static final String ADVICE = "Nothing was changed; put back a copy of the run folder, or start a new run.";

    private Damage() {}

    static InvalidInputException found(Path folder, String what) {
        return InvalidInputException.at(
                folder.resolve(SqliteRows.FILE).toString(), "the trial log is damaged: " + what, ADVICE);
    }
}
