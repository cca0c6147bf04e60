package org.lampyris.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lampyris.experiments.config.ExperimentReader;

/** Searches that find no network, or end before they have one, say why and what can be done. */
class FruitlessSearchTest {
    @TempDir
    Path folder;

    @Test
    void whereEveryTrainingFailsTheSearchFailed() throws IOException {
        CommandRun searched = search("training: {time_limit: 1ms}", "--trials", "2");
        assertEquals(ExitCode.FAILED, searched.code(), searched.err());
        assertTrue(searched.out().contains("none of the 2 trainings succeeded"), searched.out());
        assertTrue(searched.out().contains("2 x timed out"), searched.out());
        assertTrue(searched.out().contains("./lampyris show"), searched.out());
        assertFalse(searched.out().contains("./lampyris export"), searched.out());
        CommandRun shown = CommandRun.of("show", folder.resolve("run").toString());
        assertEquals(ExitCode.DONE, shown.code(), shown.err());
        assertTrue(shown.out().contains("none of the 2 trainings succeeded"), shown.out());
    }

    @Test
    void whereNothingKeepsTheLimitsTheClosestIsTold() throws IOException {
        CommandRun searched = search("limits: {latency_ms: 0.0001}", "--trials", "1");
        assertEquals(ExitCode.FAILED, searched.code(), searched.err());
        assertTrue(searched.out().contains("latency_ms: the limit is 0.0001, the closest network has"), searched.out());
        assertTrue(searched.out().contains("ran out of proposals"), searched.out());
        assertFalse(searched.out().contains("./lampyris export"), searched.out());
    }

    @Test
    void timeAloneEndsASearchAndResumeIsAdvised() throws IOException {
        CommandRun searched = search("{}", "--time", "1ms");
        assertEquals(ExitCode.DONE, searched.code(), searched.err());
        assertTrue(searched.out().contains("Ended because the time was up"), searched.out());
        assertTrue(searched.out().contains("./lampyris resume " + folder.resolve("run")), searched.out());
        Path stored = folder.resolve("run").resolve("experiment.yaml");
        assertTrue(ExperimentReader.read(stored).search().budget().limit().isEmpty(), Files.readString(stored));
    }

    private CommandRun search(String experiment, String... more) throws IOException {
        Path space = Files.writeString(folder.resolve("small.yaml"), SmallSpace.YAML);
        Path file = Files.writeString(folder.resolve("experiment.yaml"), experiment + "\n");
        String[] words = {
            "search",
            file.toString(),
            "--space=" + space,
            "--strategy=random",
            "--epochs=1",
            "--workers=1",
            "--out=" + folder.resolve("run"),
            more[0],
            more[1]
        };
        return CommandRun.of(words);
    }
}
