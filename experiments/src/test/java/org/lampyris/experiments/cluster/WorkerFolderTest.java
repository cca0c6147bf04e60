package org.lampyris.experiments.cluster;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class WorkerFolderTest {
    @Test
    void deletesItselfAndWhatDeadWorkersLeft() throws Exception {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Path left = Files.createTempDirectory("lampyris-worker-" + dead.pid() + "-0-");
        Files.writeString(left.resolve("trial-00001.safetensors"), "old");
        long here = ProcessHandle.current().pid();
        Path before = Files.createTempDirectory("lampyris-worker-" + here + "-0-"); // A container that restarted.
        Path own;
        try (WorkerFolder folder = WorkerFolder.make()) {
            own = folder.path();
            assertFalse(Files.exists(left), "what a dead worker left is still there");
            assertFalse(Files.exists(before), "what a worker with the same number left is still there");
            Files.createDirectories(own.resolve("states"));
            Files.writeString(own.resolve("states").resolve("a"), "b");
            try (WorkerFolder other = WorkerFolder.make()) {
                assertTrue(Files.exists(own), other + " deleted a living worker's folder");
            }
        }
        assertFalse(Files.exists(own));
    }
}
