package org.lampyris.evaluation.data;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.lampyris.input.InvalidInputException;

/** Words for a file that can't be read. */
final class Unreadable {
    private Unreadable() {}

    static InvalidInputException file(Path file, IOException cause) {
        if (cause instanceof NoSuchFileException) {
            return new InvalidInputException(file + " does not exist. Maybe the path is misspelt.", cause);
        }
        if (cause instanceof AccessDeniedException) {
            return new InvalidInputException(file + " can't be read: access denied. Check its rights.", cause);
        }
        if (cause instanceof FileSystemLoopException) {
            return new InvalidInputException(file + " is a link in a circle. Remove the link.", cause);
        }
        return new InvalidInputException(
                file + " can't be read (" + cause.getMessage() + "). Check its rights and the disk.", cause);
    }
}
