package org.lampyris.hardware;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.lampyris.input.InvalidInputException;
import org.lampyris.input.Sha256;
import org.lampyris.input.YamlReader;

/** Loads profiles, shipped ones by name and others from their file. */
public final class HardwareProfiles {
    private HardwareProfiles() {}

    /**
     * The text of a profile, as {@link #load} reads it.
     *
     * @throws InvalidInputException if there is no such profile
     */
    public static String text(String nameOrPath) {
        return new String(
                HardwareProfile.shipped().contains(nameOrPath) ? shippedBytes(nameOrPath) : fileBytes(nameOrPath),
                StandardCharsets.UTF_8);
    }

    /**
     * @param nameOrPath a name of {@link HardwareProfile#shipped()}, else the path of a YAML file
     * @throws InvalidInputException if there is no such profile or it isn't valid
     */
    public static HardwareProfile load(String nameOrPath) {
        return HardwareProfile.shipped().contains(nameOrPath) ? shipped(nameOrPath) : read(nameOrPath);
    }

    private static HardwareProfile shipped(String name) {
        byte[] bytes = shippedBytes(name);
        return ProfileReader.read(name, YamlReader.parse(name + ".yaml", bytes), Sha256.hex(bytes));
    }

    private static byte[] shippedBytes(String name) {
        String file = name + ".yaml";
        try (InputStream in = HardwareProfiles.class.getResourceAsStream("profiles/" + file)) {
            if (in == null) {
                throw new IllegalStateException("the profile " + file + " is not in the jar");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HardwareProfile read(String path) {
        byte[] bytes = fileBytes(path);
        String source = String.valueOf(Path.of(path).getFileName());
        String name = source.replaceFirst("\\.ya?ml$", "");
        return ProfileReader.read(name, YamlReader.parse(source, bytes), Sha256.hex(bytes));
    }

    private static byte[] fileBytes(String path) {
        Path file;
        try {
            file = Path.of(path);
        } catch (InvalidPathException e) {
            throw new InvalidInputException("'" + path + "' is no path. Give a profile's name or file.", e);
        }
        if (!Files.exists(file)) {
            throw new InvalidInputException("There is no profile '" + path + "'. Shipped ones are "
                    + String.join(", ", HardwareProfile.shipped()) + "; else give the path of a YAML file.");
        }
        return YamlReader.bytes(file);
    }
}
