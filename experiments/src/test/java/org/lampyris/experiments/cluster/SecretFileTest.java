package org.lampyris.experiments.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lampyris.input.InvalidInputException;

class SecretFileTest {
    @TempDir
    private Path folder;

    @Test
    void isMadeOnceForItsOwnerOnly() throws IOException {
        Path file = folder.resolve("own").resolve("secret");
        assertTrue(SecretFile.make(file));
        String text = Files.readString(file);
        assertTrue(text.matches("[0-9a-f]{64}\n"), text);
        assertFalse(SecretFile.make(file));
        assertEquals(text, Files.readString(file));
        SecretFile.find(Map.of(), file);
        assumeTrue(Files.getFileStore(file).supportsFileAttributeView("posix"), "no modes on this file system");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void aFileThatOthersCanReadIsRefused() throws IOException {
        Path file = folder.resolve("secret");
        SecretFile.make(file);
        assumeTrue(Files.getFileStore(file).supportsFileAttributeView("posix"), "no modes on this file system");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertRefused("chmod 600", Map.of(), file);
    }

    @Test
    void theVariableComesFirst() {
        SecretFile.find(Map.of(SecretFile.VARIABLE, "a secret that is long enough"), folder.resolve("none"));
    }

    @Test
    void noneOrAShortOneIsRefusedWithoutShowingIt() throws IOException {
        assertRefused("There is no cluster secret", Map.of(), folder.resolve("none"));
        InvalidInputException refused =
                assertRefused("16 are the least", Map.of(SecretFile.VARIABLE, "hunter2"), folder.resolve("none"));
        assertFalse(String.valueOf(refused.getMessage()).contains("hunter2"));
    }

    private static InvalidInputException assertRefused(String words, Map<String, String> environment, Path file) {
        InvalidInputException refused =
                assertThrows(InvalidInputException.class, () -> SecretFile.find(environment, file));
        assertTrue(String.valueOf(refused.getMessage()).contains(words), refused.getMessage());
        return refused;
    }
}
