package org.lampyris.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lampyris.experiments.SystemTime;

/** What goes wrong outside of the input is one line for the user and all of it in the run's log. */
class FailureTest {
    private static final Path FULL = Path.of("/dev/full");

    @TempDir
    Path folder;

    @Test
    void theLogHasTheDetailsOfWhatFailed() throws IOException {
        assumeTrue(Files.exists(FULL), "skipped: /dev/full is not there");
        Path run = searched();
        Files.createSymbolicLink(run.resolve("run.mark.next"), FULL);
        CommandRun resumed = CommandRun.of("resume", run.toString(), "--trials", "2", "--json");
        assertEquals(ExitCode.FAILED, resumed.code(), resumed.err());
        assertTrue(resumed.err().contains("lampyris: the disk is full. Everything finished"), resumed.err());
        assertFalse(resumed.err().contains("\tat "), resumed.err());
        String log = Files.readString(run.resolve("logs").resolve("run.log"));
        assertTrue(log.contains("\tat ") && log.contains("can't store trial"), log);
    }

    @Test
    void aLogThatCannotBeWrittenIsNoReasonToFail() throws IOException {
        assumeTrue(Files.exists(FULL), "skipped: /dev/full is not there");
        Path run = searched();
        Path log = run.resolve("logs").resolve("run.log");
        Files.delete(log);
        Files.createSymbolicLink(log, FULL);
        CommandRun resumed = CommandRun.of("resume", run.toString());
        assertEquals(ExitCode.DONE, resumed.code(), resumed.err());
        assertEquals(1, resumed.err().lines().count(), resumed.err());
    }

    @Test
    void placesThatCannotBeWrittenAreNamedInWords() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        CommandRun init = CommandRun.of("init", file.resolve("x.yaml").toString());
        assertEquals(ExitCode.BAD_INPUT, init.code(), init.err());
        assertTrue(init.err().contains("is a file and no folder"), init.err());
        assertEquals(1, init.err().lines().count(), init.err());
    }

    @Test
    void problemsAreSentences() {
        assertEquals(
                "lampyris: no permission to read or write a.db. Change its permissions, or choose another place.",
                reported(ExitCode.BAD_INPUT, new UncheckedIOException(new AccessDeniedException("a.db"))));
        assertEquals(
                "lampyris: a.db does not exist. Maybe the path is misspelt, or the file was moved.",
                reported(ExitCode.BAD_INPUT, new UncheckedIOException(new NoSuchFileException("a.db"))));
        assertEquals(
                "lampyris: the disk is full. Free some space, then try again.",
                reported(ExitCode.FAILED, new IOException("x: No space left on device")));
        assertEquals("lampyris: an internal error: odd.", reported(ExitCode.FAILED, new IllegalStateException("odd")));
        assertTrue(reported(ExitCode.FAILED, new OutOfMemoryError("heap")).contains("the memory is full"));
    }

    @Test
    void anErrorThatNoCommandExpectsIsOneLine() {
        StringWriter err = new StringWriter();
        PrintWriter broken = new PrintWriter(Writer.nullWriter()) {
            @Override
            public void print(String text) {
                throw new OutOfMemoryError("Java heap space");
            }
        };
        Console console = new Console(broken, new PrintWriter(err), OptionalInt.empty(), SystemTime.clock());
        assertEquals(ExitCode.FAILED, Main.run(console, "profile", "show", "raspberry-pi-4", "--yaml"));
        assertEquals(1, err.toString().lines().count(), err.toString());
        assertTrue(err.toString().contains("the memory is full"), err.toString());
    }

    private Path searched() throws IOException {
        Path run = folder.resolve("run");
        Path space = Files.writeString(folder.resolve("small.yaml"), SmallSpace.YAML);
        CommandRun searched = CommandRun.of(
                "search",
                "--space=" + space,
                "--strategy=random",
                "--epochs=1",
                "--trials=1",
                "--workers=1",
                "--out=" + run);
        assertEquals(ExitCode.DONE, searched.code(), searched.err());
        return run;
    }

    private static String reported(int code, Throwable problem) {
        StringWriter err = new StringWriter();
        Console console = new Console(
                new PrintWriter(Writer.nullWriter()), new PrintWriter(err), OptionalInt.empty(), SystemTime.clock());
        assertEquals(code, Errors.report(problem, console, "export"));
        return err.toString().strip();
    }
}
