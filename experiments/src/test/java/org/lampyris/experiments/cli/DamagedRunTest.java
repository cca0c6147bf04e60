package org.lampyris.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A damaged run folder is shown and resumed with its whole history or refused in one line, never with less. */
class DamagedRunTest {
    private static final int COPIES = 200;
    private static final int RESUMED = 5;
    private static final List<String> FILES =
            List.of("experiment.yaml", "profile.yaml", "space.yaml", "origin.yaml", "run.db", "run.mark");

    @TempDir
    Path folder;

    @Test
    void twoHundredDamagedCopiesAreWholeOrRefused() throws IOException {
        Path space = Files.writeString(folder.resolve("small.yaml"), SmallSpace.YAML);
        Path run = folder.resolve("run");
        CommandRun searched = CommandRun.of(
                "search", "--space", space.toString(), "--epochs", "1", "--trials", "2", "--out", run.toString());
        assertEquals(ExitCode.DONE, searched.code(), searched.err());
        String whole = CommandRun.of("show", run.toString()).out();
        int refused = 0;
        for (int seed = 1; seed <= COPIES; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Path copy = copy(run, "copy" + seed);
            String file = FILES.get(random.nextInt(FILES.size()));
            Files.write(copy.resolve(file), damaged(Files.readAllBytes(copy.resolve(file)), random));
            if (seed % RESUMED == 0) {
                requireWholeOrRefused(whole, copy, "seed " + seed + ", " + file);
            }
            CommandRun shown = CommandRun.of("show", copy.toString());
            String about = "seed " + seed + ", " + file + ": exit " + shown.code() + ", " + shown.err();
            if (shown.code() == ExitCode.DONE) {
                assertEquals(whole, shown.out(), about);
            } else {
                assertEquals(ExitCode.BAD_INPUT, shown.code(), about);
                assertEquals(1, shown.err().lines().count(), about);
                assertEquals("", shown.out(), about);
                refused++;
            }
        }
        assertTrue(refused > COPIES / 2, refused + " refused");
    }

    /** The run is complete, so that a resume has nothing to do but to check it. */
    private static void requireWholeOrRefused(String whole, Path copy, String about) {
        CommandRun resumed = CommandRun.of("resume", copy.toString(), "--trials", "2");
        String more = about + ": exit " + resumed.code() + ", " + resumed.err();
        if (resumed.code() == ExitCode.DONE) {
            assertEquals(whole, CommandRun.of("show", copy.toString()).out(), more);
        } else {
            assertEquals(ExitCode.BAD_INPUT, resumed.code(), more);
            assertEquals(1, resumed.err().lines().count(), more);
            assertEquals("", resumed.out(), more);
        }
    }

    private static byte[] damaged(byte[] bytes, SplittableRandom random) {
        if (random.nextInt(3) == 0) {
            return Arrays.copyOf(bytes, random.nextInt(bytes.length));
        }
        byte[] changed = bytes.clone();
        for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
            changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return changed;
    }

    private Path copy(Path run, String name) throws IOException {
        Path copy = Files.createDirectory(folder.resolve(name));
        try (Stream<Path> files = Files.list(run)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        return copy;
    }
}
