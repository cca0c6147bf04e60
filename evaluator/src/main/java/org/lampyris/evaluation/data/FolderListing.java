package org.lampyris.evaluation.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What stands in a folder, sorted by name, so that every machine sees the same order. Hidden entries are left out. */
final class FolderListing {
    private FolderListing() {}

    static List<Path> of(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> !nameOf(entry).startsWith("."))
                    .sorted(Comparator.comparing(FolderListing::nameOf))
                    .toList();
        } catch (IOException e) {
            throw Unreadable.file(folder, e);
        } catch (UncheckedIOException e) {
            throw Unreadable.file(folder, new IOException(e.getMessage(), e));
        }
    }

    static String nameOf(Path entry) {
        return String.valueOf(entry.getFileName());
    }

    /** Whether the name ends in one of these, in lower or upper case. */
    static boolean endsIn(Path entry, List<String> endings) {
        String name = nameOf(entry).toLowerCase(Locale.ROOT);
        return endings.stream().anyMatch(name::endsWith);
    }
}
