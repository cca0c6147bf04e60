package org.lampyris.experiments.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.lampyris.evaluation.weights.DurableFile;
import org.lampyris.input.InvalidInputException;

/** What a command was asked to write into a file: there in full, or not at all. */
final class OutputFile {
    private OutputFile() {}

    /**
     * Before work is done for it.
     *
     * @throws InvalidInputException if something stands there already, or its folder isn't there
     */
    static void requireNew(Path file) {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw InvalidInputException.at("--out", file + " exists and is left as it is", "Choose another name.");
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw InvalidInputException.at("--out", "there is no folder for " + file, "Make it first.");
        }
    }

    static void write(Path file, String text) {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    static void write(Path file, byte[] content) {
        try {
            DurableFile.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException("can't write " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * The name that a profile has by its file.
     *
     * @throws InvalidInputException if nothing is left of it
     */
    static String name(Path file) {
        String name = String.valueOf(file.getFileName()).replaceFirst("\\.ya?ml$", "");
        if (name.isBlank()) {
            throw InvalidInputException.at("--out", file + " has no name", "Name it e.g. my-device.yaml.");
        }
        return name;
    }
}
