package org.lampyris.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run holds all it needs: what it names may go, but not change. */
class StoredRunTest {
    @TempDir
    Path folder;

    private Path run;
    private Path experiment;
    private Path profile;
    private Path space;
    private Path photos;

    @BeforeEach
    void search() throws IOException {
        Path inputs = folder.resolve("inputs");
        Files.createDirectories(inputs.resolve("more"));
        profile = Files.writeString(
                inputs.resolve("more").resolve("board.yaml"),
                CommandRun.of("profile", "show", "stm32l4r5", "--yaml").out());
        space = Files.writeString(inputs.resolve("small.yaml"), SmallSpace.YAML);
        photos = Photos.in(inputs.resolve("photos"), 2, 12);
        experiment = Files.writeString(inputs.resolve("experiment.yaml"), """
                profile: more/board.yaml
                space: small.yaml
                data: photos
                strategy: random
                search: {trials: 1}
                training: {epochs: 1, batch_size: 4}
                """);
        run = folder.resolve("run");
        CommandRun searched = CommandRun.of("search", experiment.toString(), "--workers=1", "--out=" + run);
        assertEquals(ExitCode.DONE, searched.code(), searched.err());
    }

    @Test
    void pathsInAnExperimentStartAtItsFolder() throws IOException {
        String stored = Files.readString(run.resolve("experiment.yaml"));
        assertTrue(stored.contains(profile.toAbsolutePath().toString()), stored);
        assertTrue(stored.contains(photos.toAbsolutePath().toString()), stored);
        assertDone(CommandRun.of("resume", run.toString(), "--trials=2"));
    }

    @Test
    void namesThatAreMisspeltAreNotTakenForPaths() throws IOException {
        Files.writeString(experiment, "profile: raspbery-pi-4\n");
        CommandRun refused = CommandRun.of("search", experiment.toString(), "--out=" + folder.resolve("other"));
        assertRefused(refused, "There is no profile 'raspbery-pi-4'");
        Files.writeString(experiment, "profile: more/bord.yaml\n");
        CommandRun missing = CommandRun.of("search", experiment.toString(), "--out=" + folder.resolve("other"));
        assertRefused(missing, "There is no profile '" + profile.resolveSibling("bord.yaml"));
    }

    @Test
    void whatIsGoneIsInTheRun() throws IOException {
        Files.delete(profile);
        Files.delete(space);
        assertDone(CommandRun.of("resume", run.toString(), "--trials=2"));
        delete(photos);
        assertDone(CommandRun.of("show", run.toString()));
        assertRefused(CommandRun.of("resume", run.toString(), "--trials=3"), photos.toString());
    }

    @Test
    void aChangedProfileIsNamed() throws IOException {
        Files.writeString(profile, Files.readString(profile) + "# changed\n");
        String own = run.resolve("profile.yaml").toString();
        CommandRun refused = CommandRun.of("resume", run.toString());
        assertRefused(refused, "The profile " + profile + " differs from " + own + ", which the run began with");
        assertTrue(refused.err().contains("'profile: profile.yaml' in " + run.resolve("experiment.yaml")));
        Path stored = run.resolve("experiment.yaml");
        Files.writeString(stored, Files.readString(stored).replaceFirst("(?m)^profile: .*$", "profile: profile.yaml"));
        assertDone(CommandRun.of("resume", run.toString(), "--trials=2"));
    }

    @Test
    void aChangedSpaceIsNamed() throws IOException {
        Files.writeString(space, SmallSpace.YAML.replace("kernel: [3]", "kernel: [3, 5]"));
        assertRefused(
                CommandRun.of("resume", run.toString()),
                "The space " + space + " differs from " + run.resolve("space.yaml"));
    }

    @Test
    void changedDataIsNamed() throws IOException {
        Photos.write(photos.resolve("class0").resolve("0.png"), 9, 9);
        assertRefused(
                CommandRun.of("resume", run.toString()),
                "the data " + photos + " differs from what the run began with");
        assertDone(CommandRun.of("show", run.toString()));
        CommandRun exported = CommandRun.of("export", run.toString(), "--out=" + folder.resolve("out"));
        assertRefused(exported, "differs from what the run began with");
        assertFalse(Files.exists(folder.resolve("out")));
    }

    @Test
    void copiesOfTheRunThatWereChangedAreRefusedWithoutHashes() throws IOException {
        Files.delete(profile);
        Path own = run.resolve("profile.yaml");
        Files.writeString(own, Files.readString(own) + "# changed\n");
        CommandRun refused = CommandRun.of("resume", run.toString());
        assertRefused(refused, "the profile changed since the run began. ");
        assertFalse(refused.err().matches("(?s).*[0-9a-f]{30}.*"), refused.err());
    }

    @Test
    void aMissingFileOfWeightsIsNamed() throws IOException {
        Path weights = run.resolve("weights").resolve("trial-00001.safetensors");
        Files.delete(weights);
        CommandRun refused =
                CommandRun.of("export", run.toString(), "--select=trial:1", "--out=" + folder.resolve("out"));
        assertRefused(refused, "The file " + weights + " with the weights of trial 1 is missing");
        assertTrue(refused.err().contains("--retrain"), refused.err());
    }

    @Test
    void theManifestTellsWhatSearchedAndNoPlaceOfThisMachine() throws IOException {
        Path out = folder.resolve("out");
        CommandRun exported = CommandRun.of("export", run.toString(), "--select=trial:1", "--out=" + out);
        assertDone(exported);
        assertTrue(exported.out().matches("(?s).*accuracy: 0\\.[0-9]{4} on the .*|.*accuracy: 1\\.0000 on.*"));
        String manifest = Files.readString(out.resolve("manifest.json"));
        assertTrue(manifest.contains("\"profile\": \"board.yaml\""), manifest);
        assertTrue(manifest.contains("\"searched_with\""), manifest);
        assertTrue(manifest.contains("\"java\": \"" + System.getProperty("java.version") + "\""), manifest);
        assertFalse(manifest.contains(folder.toString()), manifest);
    }

    @Test
    void whatAKilledProcessLeftIsSweptAtResume() throws IOException {
        Path besideRun = Files.createDirectories(folder.resolve(".run.new-999999999"));
        Files.writeString(besideRun.resolve("experiment.yaml"), "name: left\n");
        Path weights = Files.writeString(run.resolve("weights").resolve(".trial-00002.safetensors.7-1.tmp"), "left");
        Path text = Files.writeString(run.resolve(".experiment.yaml.7-2.tmp"), "left");
        Path mine = Files.writeString(run.resolve(".mine.tmp"), "a user's");
        assertDone(CommandRun.of("resume", run.toString()));
        for (Path left : new Path[] {besideRun, weights, text}) {
            assertFalse(Files.exists(left), left.toString());
        }
        assertTrue(Files.exists(mine));
    }

    private static void assertDone(CommandRun run) {
        assertEquals(ExitCode.DONE, run.code(), run.err());
    }

    private static void assertRefused(CommandRun run, String message) {
        assertEquals(ExitCode.BAD_INPUT, run.code(), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
        assertTrue(run.err().contains(message), run.err());
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }
}
