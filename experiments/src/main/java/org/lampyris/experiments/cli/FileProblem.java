package org.lampyris.experiments.cli;

import java.io.FileNotFoundException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Files and folders that can't be used, in words. */
final class FileProblem {
    private static final String WRITABLE = " Choose a place that can be written.";

    private FileProblem() {}

    /** A sentence with advice, where a file is what the problem comes from. */
    static Optional<String> sentence(@Nullable Throwable problem) {
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            Optional<String> sentence = known(cause);
            if (sentence.isPresent()) {
                return sentence;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> known(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        String reason = message.toLowerCase(Locale.ROOT);
        if (reason.contains("sqlite_readonly") || reason.contains("readonly database")) {
            return Optional.of("the trial log of the run is write-protected. Change its permissions.");
        }
        if (!(cause instanceof FileSystemException) && !(cause instanceof FileNotFoundException)) {
            return Optional.empty();
        }
        String file = cause instanceof FileSystemException known
                ? String.valueOf(known.getFile())
                : message.replaceFirst(" \\([^()]*\\)$", "");
        if (cause instanceof AccessDeniedException || reason.contains("permission denied")) {
            return Optional.of(
                    "no permission to read or write " + file + ". Change its permissions, or choose another place.");
        }
        if (reason.contains("read-only file system")) {
            return Optional.of(file + " is on a file system that is read-only." + WRITABLE);
        }
        if (cause instanceof NotDirectoryException || reason.contains("not a directory")) {
            return Optional.of(file + " is in or at a place that is a file and no folder." + WRITABLE);
        }
        if (cause instanceof NoSuchFileException || reason.contains("no such file")) {
            return Optional.of(file + " does not exist. Maybe the path is misspelt, or the file was moved.");
        }
        return Optional.empty();
    }
}
