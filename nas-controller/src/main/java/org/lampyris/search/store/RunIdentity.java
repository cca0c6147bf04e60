package org.lampyris.search.store;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.lampyris.input.InvalidInputException;

/**
 * What makes a run the same run when it is resumed, sealed into the log: e.g. {@code profile} to the hash of the profile.
 *
 * @param parts the name of each part, as users know it, to its content or the hash of it
 */
public record RunIdentity(SortedMap<String, String> parts) {
    private static final int SHOWN = 40;

    public RunIdentity {
        parts = Collections.unmodifiableSortedMap(new TreeMap<>(parts));
    }

    public static RunIdentity of(Map<String, String> parts) {
        return new RunIdentity(new TreeMap<>(parts));
    }

    /** @throws InvalidInputException if {@code now} isn't this identity; it names the first part that differs */
    void requireSame(String where, RunIdentity now) {
        TreeSet<String> names = new TreeSet<>(parts.keySet());
        names.addAll(now.parts.keySet());
        for (String name : names) {
            String before = parts.get(name);
            String after = now.parts.get(name);
            if (before == null || !before.equals(after)) {
                throw InvalidInputException.at(
                        where,
                        "the " + name + " changed since the run began" + difference(before, after),
                        "Resume with what the run began with, or start a new run.");
            }
        }
    }

    /** Values, but no hashes, which nobody can compare with anything. */
    private static String difference(@Nullable String before, @Nullable String after) {
        return isHash(before) || isHash(after) ? "" : ": it was " + shown(before) + " and is " + shown(after);
    }

    private static boolean isHash(@Nullable String value) {
        return value != null && value.matches("[0-9a-f]{64}");
    }

    private static String shown(@Nullable String value) {
        return value == null ? "not there" : value.length() <= SHOWN ? value : value.substring(0, SHOWN) + "...";
    }
}
