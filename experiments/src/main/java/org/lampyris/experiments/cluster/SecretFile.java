package org.lampyris.experiments.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import org.lampyris.evaluation.execution.hazelcast.ClusterSecret;
import org.lampyris.input.InvalidInputException;

/**
 * Where the cluster's secret comes from: a file that is named, else {@value #VARIABLE}, else a file in the user's home. Nobody
 * but its owner may read the file.
 */
public final class SecretFile {
    /** The variable with the secret itself. */
    public static final String VARIABLE = "LAMPYRIS_CLUSTER_SECRET";

    private static final int BYTES = 32;
    private static final Set<PosixFilePermission> OWN =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private SecretFile() {}

    /** The user's own secret file. */
    public static Path usual() {
        return Path.of(System.getProperty("user.home", "."), ".lampyris", "cluster-secret");
    }

    /**
     * The secret of the environment, else of the file.
     *
     * @throws InvalidInputException if there is none, it is too short, or others may read the file
     */
    public static ClusterSecret find(Map<String, String> environment, Path file) {
        String told = environment.get(VARIABLE);
        if (told != null && !told.isBlank()) {
            return secret(VARIABLE, told);
        }
        return read(file);
    }

    /**
     * The secret of a file.
     *
     * @throws InvalidInputException if there is none, it is too short, or others may read the file
     */
    public static ClusterSecret read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new InvalidInputException("There is no cluster secret: neither " + VARIABLE + " nor the file " + file
                    + ". Copy the coordinator's file to this place, with mode 600.");
        }
        try {
            if (Files.getFileStore(file).supportsFileAttributeView("posix")
                    && !OWN.containsAll(Files.getPosixFilePermissions(file))) {
                throw InvalidInputException.at(
                        file.toString(),
                        "its mode is " + PosixFilePermissions.toString(Files.getPosixFilePermissions(file))
                                + ", so that others can read the secret",
                        "Run 'chmod 600' on it.");
            }
            return secret(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw InvalidInputException.at(
                    file.toString(), "the secret can't be read (" + e.getMessage() + ")", "A line of text is needed.");
        }
    }

    private static ClusterSecret secret(String where, String text) {
        try {
            return ClusterSecret.of(text);
        } catch (IllegalArgumentException e) {
            throw InvalidInputException.at(where, String.valueOf(e.getMessage()), "Choose a random one.");
        }
    }

    /**
     * Makes a file with a random secret, if there is none.
     *
     * @return whether it was made
     */
    public static boolean make(Path file) throws IOException {
        if (Files.exists(file)) {
            return false;
        }
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        try {
            boolean posix = folder != null && Files.getFileStore(folder).supportsFileAttributeView("posix");
            FileAttribute<?>[] mode = posix
                    ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWN)}
                    : new FileAttribute<?>[0];
            Files.createFile(file, mode);
            Files.write(file, (HexFormat.of().formatHex(random) + "\n").getBytes(StandardCharsets.US_ASCII));
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }
}
