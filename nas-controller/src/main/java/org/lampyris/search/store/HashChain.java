package org.lampyris.search.store;

import java.util.Map;
import org.lampyris.search.Trial;

/**
 * The hashes that chain the rows of a log: SHA-256 of the hash before and of the trial, as {@link HashedFields}. The first
 * hash is that of the identity.
 */
final class HashChain {
    private HashChain() {}

    static String genesis(RunIdentity identity) {
        return HashedFields.hash(out -> {
            HashedFields.text(out, "lampyris trial log " + SqliteRows.FORMAT.version());
            out.writeInt(identity.parts().size());
            for (Map.Entry<String, String> part : identity.parts().entrySet()) {
                HashedFields.text(out, part.getKey());
                HashedFields.text(out, part.getValue());
            }
        });
    }

    static String next(String previous, Trial trial) {
        return HashedFields.hash(out -> {
            HashedFields.text(out, previous);
            out.writeInt(trial.number());
            out.writeInt(trial.architecture().choices().size());
            for (int choice : trial.architecture().choices()) {
                out.writeInt(choice);
            }
            HashedFields.text(out, trial.architecture().id());
            HashedFields.result(out, trial.result());
            out.writeLong(Double.doubleToLongBits(trial.reward()));
            out.writeBoolean(trial.repeats().isPresent());
            out.writeInt(trial.repeats().orElse(0));
        });
    }
}
