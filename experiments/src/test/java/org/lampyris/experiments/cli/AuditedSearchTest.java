package org.lampyris.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code search --audit} through the command line: what is random, what is said of it, and that a stop changes nothing. */
class AuditedSearchTest {
    private static final String TRIALS = "12";

    @TempDir
    static Path folder;

    private static Path whole;
    private static CommandRun searched;

    @BeforeAll
    static void search() throws IOException {
        Files.writeString(folder.resolve("small.yaml"), SmallSpace.YAML);
        Files.writeString(folder.resolve("experiment.yaml"), "audit: {share: 0.25}\nsearch: {window: 3}\n");
        whole = folder.resolve("whole");
        searched = search(whole, "--audit", "--trials=" + TRIALS, "--workers=2");
    }

    private static CommandRun search(Path to, String... more) {
        String[] words = {
            "search",
            folder.resolve("experiment.yaml").toString(),
            "--space=" + folder.resolve("small.yaml"),
            "--epochs=1",
            "--seed=3",
            "--out=" + to,
            more[0],
            more[1],
            more[2]
        };
        return CommandRun.of(words);
    }

    @Test
    void theReportSaysWhatTheAuditFound() {
        assertEquals(ExitCode.DONE, searched.code(), searched.err());
        String out = searched.out();
        assertTrue(out.contains("Audit: 3 of 12 trials were drawn at random."), out);
        assertTrue(out.contains("Not enough trials to tell whether the controller beats random"), out);
        assertTrue(out.contains("diversity of choices") && out.contains("entropy"), out);
        assertTrue(out.lines().anyMatch(line -> line.startsWith("depth of the front ")), out);
        String shown = CommandRun.of("show", whole.toString()).out();
        assertTrue(shown.contains("Audit: 3 of 12") && out.contains(shown), shown);
    }

    @Test
    void aStoppedSearchHasTheSameAudit() {
        Path stopped = folder.resolve("stopped");
        assertEquals(
                ExitCode.DONE,
                search(stopped, "--audit", "--trials=5", "--workers=1").code());
        CommandRun resumed =
                CommandRun.of("resume", stopped.toString(), "--trials", TRIALS, "--workers", "2", "--json");
        assertEquals(ExitCode.DONE, resumed.code(), resumed.err());
        String audit = json(whole).substring(json(whole).indexOf("\"audit\""));
        assertTrue(audit.contains("\"verdict\": \"too_few_trials\""), audit);
        assertTrue(audit.contains("\"entropy\": 0.9") || audit.contains("\"entropy\": 1"), audit);
        assertTrue(resumed.out().endsWith(audit), resumed.out());
        assertEquals(json(whole), json(stopped));
    }

    @Test
    void theShareIsStoredAndCannotChange() throws IOException {
        Path changed = folder.resolve("changed");
        assertEquals(
                ExitCode.DONE,
                search(changed, "--audit", "--trials=1", "--workers=1").code());
        Path experiment = changed.resolve("experiment.yaml");
        String stored = Files.readString(experiment);
        assertTrue(stored.contains("audit:\n  share: 0.25\n"), stored);
        Files.writeString(experiment, stored.replace("share: 0.25", "share: 0.5"));
        CommandRun resumed = CommandRun.of("resume", changed.toString(), "--trials", "2");
        assertEquals(ExitCode.BAD_INPUT, resumed.code());
        assertTrue(resumed.err().contains("the audit.share changed since the run began"), resumed.err());
    }

    @Test
    void withoutAnAuditNothingIsSaidOfIt() throws IOException {
        Files.writeString(folder.resolve("plain.yaml"), "search: {window: 3}\n");
        Path plain = folder.resolve("plain");
        CommandRun run = CommandRun.of(
                "search",
                folder.resolve("plain.yaml").toString(),
                "--space=" + folder.resolve("small.yaml"),
                "--epochs=1",
                "--trials=1",
                "--workers=1",
                "--out=" + plain);
        assertEquals(ExitCode.DONE, run.code(), run.err());
        assertFalse(run.out().contains("Audit"), run.out());
        assertFalse(json(plain).contains("audit"), json(plain));
    }

    private static String json(Path run) {
        CommandRun shown = CommandRun.of("show", run.toString(), "--json");
        assertEquals(ExitCode.DONE, shown.code(), shown.err());
        return shown.out().replace(run.toString(), "RUN");
    }
}
