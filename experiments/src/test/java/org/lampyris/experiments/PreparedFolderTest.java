package org.lampyris.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lampyris.input.InvalidInputException;

class PreparedFolderTest {
    @TempDir
    Path folder;

    @Test
    void nothingIsThereUntilItIsMoved() throws IOException {
        Path place = folder.resolve("deep").resolve("run");
        try (PreparedFolder prepared = PreparedFolder.beside(place)) {
            Files.writeString(prepared.path().resolve("a"), "content");
            assertFalse(Files.exists(place));
            prepared.moveIntoPlace();
        }
        assertEquals("content", Files.readString(place.resolve("a")));
        assertEquals(List.of(place), list(place.resolveSibling("")));
    }

    @Test
    void whatIsNotMovedIsDeleted() throws IOException {
        try (PreparedFolder prepared = PreparedFolder.beside(folder.resolve("run"))) {
            Files.writeString(
                    Files.createDirectory(prepared.path().resolve("weights")).resolve("a"), "content");
        }
        assertEquals(List.of(), list(folder));
    }

    @Test
    void onlyWhatEndedProcessesLeftIsSwept() throws IOException {
        Path ended =
                Files.createDirectories(folder.resolve(".run.new-999999999").resolve("weights"));
        Path running = Files.createDirectories(
                folder.resolve(".run.new-" + ProcessHandle.current().pid()));
        Path other = Files.createDirectories(folder.resolve(".run2.new-999999999"));
        Path odd = Files.createDirectories(folder.resolve(".run.new-x"));
        PreparedFolder.sweep(folder.resolve("run"));
        assertFalse(Files.exists(ended.resolveSibling("")));
        for (Path kept : List.of(running, other, odd)) {
            assertTrue(Files.exists(kept), kept.toString());
        }
    }

    /** The test's parent lives, as a second command on the same place would. */
    @Test
    void aPlaceThatAnotherProcessFillsIsRefused() throws IOException {
        long parent = ProcessHandle.current().parent().orElseThrow().pid();
        Path theirs = Files.createDirectories(folder.resolve(".run.new-" + parent));
        InvalidInputException refused =
                assertThrows(InvalidInputException.class, () -> PreparedFolder.beside(folder.resolve("run")));
        assertTrue(String.valueOf(refused.getMessage()).contains("is being made by another process"));
        assertTrue(Files.exists(theirs));
    }

    @Test
    void whatAppearedInThePlaceMeanwhileIsLeftAsItIs() throws IOException {
        Path place = folder.resolve("run");
        try (PreparedFolder prepared = PreparedFolder.beside(place)) {
            Files.writeString(Files.createDirectory(place).resolve("a"), "theirs");
            assertThrows(InvalidInputException.class, prepared::moveIntoPlace);
        }
        assertEquals("theirs", Files.readString(place.resolve("a")));
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
