package org.lampyris.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
