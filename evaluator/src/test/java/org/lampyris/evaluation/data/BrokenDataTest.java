package org.lampyris.evaluation.data;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lampyris.input.InvalidInputException;

class BrokenDataTest {
    @TempDir
    private Path temp;

    static List<BrokenDataFolder> broken() {
        return BrokenDataFolder.all();
    }

    @ParameterizedTest
    @MethodSource("broken")
    void isRefusedByName(BrokenDataFolder broken) {
        Path folder = broken.create(temp);
        String message = message(folder.toString());
        assertTrue(message.contains(broken.culprit()), message);
        assertTrue(message.contains(broken.words()), message);
        assertFalse(message.contains("\n"), message);
        assertTrue(message.endsWith("."), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "mnist", "no/such/folder", "bad\0name"})
    void anUnknownNameListsTheKnownOnes(String name) {
        String message = message(name);
        assertTrue(message.contains("'" + name.replace('\0', '?') + "'"), message);
        assertTrue(message.contains("cifar-10, fashion-mnist, fashion-mnist-mini"), message);
    }

    @Test
    void aFileIsNoFolder() throws IOException {
        Path file = Files.writeString(temp.resolve("data.csv"), "1,2,3");
        assertTrue(message(file.toString()).contains("data.csv is not a folder"));
    }

    @Test
    void aFileThatMayNotBeRead() throws IOException {
        Path folder = SyntheticData.imageFolder(temp.resolve("locked"), 2, 4, 8);
        Path file = folder.resolve("class-1").resolve("image-02.png");
        Files.setPosixFilePermissions(file, Set.<PosixFilePermission>of());
        assumeFalse(Files.isReadable(file), "skipped: this user may read everything");
        assertTrue(message(folder.toString()).contains("image-02.png can't be read: access denied"));
    }

    private static String message(String data) {
        return String.valueOf(
                assertThrows(InvalidInputException.class, () -> Datasets.open(data, DataOptions.withSeed(1)))
                        .getMessage());
    }
}
