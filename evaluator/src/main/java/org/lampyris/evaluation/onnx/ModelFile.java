package org.lampyris.evaluation.onnx;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lampyris.input.InvalidInputException;

/** The content of an ONNX file. */
public final class ModelFile {
    private static final long MAX_BYTES = 1L << 30;

    private static final String ADVICE = "An ONNX file of a network is needed.";

    private ModelFile() {}

    /** @throws InvalidInputException if it isn't there, can't be read, or is over 1 GiB */
    public static byte[] read(Path file) {
        return read(file, MAX_BYTES);
    }

    /** @throws InvalidInputException the same, or if it is over so many bytes */
    public static byte[] read(Path file, long most) {
        return read(file, most, ADVICE);
    }

    /** @param advice which file is needed, a sentence */
    static byte[] read(Path file, long most, String advice) {
        try {
            if (Files.isDirectory(file)) {
                throw InvalidInputException.at(file.toString(), "it can't be read, it is a folder", advice);
            }
            if (Files.size(file) > Math.min(most, MAX_BYTES)) {
                throw InvalidInputException.at(
                        file.toString(),
                        "it is over " + Math.min(most, MAX_BYTES) + " bytes",
                        "Take a smaller network, or give Java more memory by -Xmx.");
            }
            return Files.readAllBytes(file);
        } catch (AccessDeniedException e) {
            throw InvalidInputException.at(file.toString(), "it can't be read, there is no permission", advice);
        } catch (IOException e) {
            String problem = Files.exists(file) ? "it can't be read (" + e.getMessage() + ")" : "there is no such file";
            throw InvalidInputException.at(file.toString(), problem, advice);
        }
    }
}
