package org.lampyris.experiments.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.lampyris.evaluation.weights.DurableFile;
import org.lampyris.input.InvalidInputException;

/** A text that a command was asked to write into a file: there in full, or not at all. */
final class OutputFile {
    private OutputFile() {}

    static void write(Path file, String text) {
        try {
            DurableFile.write(file, text.getBytes(StandardCharsets.UTF_8));
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
