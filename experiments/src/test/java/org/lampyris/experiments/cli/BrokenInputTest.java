package org.lampyris.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Broken files and folders end in one line that names what is wrong, exit code 3, and no run folder. */
class BrokenInputTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            profil: pixel-3                                  | broken.yaml:1 | unknown key 'profil'
            profile: [pixel-3]                               | broken.yaml:1 | profile is a list
            profile: pixel-3~profile: pixel-1                | broken.yaml:2 | profile
            search: {trials: 0}                              | broken.yaml:1 | search.trials is 0
            search: {trials: 1.5}                            | broken.yaml:1 | search.trials is '1.5'
            search: {trials: many}                           | broken.yaml:1 | search.trials is 'many'
            search: {time: soon}                             | broken.yaml:1 | 'soon' is no time
            search: {seed: 99999999999999999999}             | broken.yaml:1 | search.seed
            search: {window: 0}                              | broken.yaml:1 | search.window is 0
            search: {workers: 2}                             | broken.yaml:1 | unknown key 'search.workers'
            training: {epochs: -1}                           | broken.yaml:1 | training.epochs is -1
            training: {learning_rate: .nan}                  | broken.yaml:1 | training.learning_rate is '.nan'
            training: {learning_rate: 0}                     | broken.yaml:1 | learning rate is 0
            training: {momentum: 1}                          | broken.yaml:1 | momentum is 1
            training: {optimizer: magic}                     | broken.yaml:1 | training.optimizer is 'magic'
            training: {flip: perhaps}                        | broken.yaml:1 | training.flip is 'perhaps'
            halving: {first: 0}                              | broken.yaml:1 | halving.first is 0
            halving: {first: 4}                              | broken.yaml:1 | must be below training.epochs, 4
            halving: {eta: 1}                                | broken.yaml:1 | halving.eta is 1
            halving: {rungs: [1, 2]}                         | broken.yaml:1 | unknown key 'halving.rungs'
            name: a b~halving: {first: 1}                    | broken.yaml:1 | letters, digits
            halving: on                                      | broken.yaml:1 | halving
            halving: {first: 1}~training: {patience: 2}      | broken.yaml:1 | training.patience is 2
            reward: {alpha: 1}                               | broken.yaml:1 | reward.alpha is 1
            reward: {kind: generous}                         | broken.yaml:1 | reward.kind is 'generous'
            reward: {target: 5}                              | broken.yaml:1 | '5' is no latency
            limits: {latency_ms: -1}                         | broken.yaml:1 | limits.latency_ms is -1
            limits: {accuracy: 1}                            | broken.yaml:1 | unknown key 'limits.accuracy'
            objectives: [latency_ms]                         | broken.yaml:1 | must be accuracy
            objectives: []                                   | broken.yaml:1 | objectives is an empty list
            data: {image_size: 32}                           | broken.yaml:1 | 'data.source' is missing
            data: {source: x, image_size: 1}                 | broken.yaml:1 | data.image_size is 1
            strategy: {name: random, population: 4}          | strategy      | 'random' has no setting 'population'
            strategy: {name: evolution, sample: 99}          | evolution     | can't be used
            strategy: {name: nsga2, crossover: 2}            | nsga2         | crossover is 2.0 and must be from 0 to 1
            strategy: {name: local, starts: 0}               | local         | can't be used
            limits: {energy_uj: 9}                           | raspberry-pi-4 | has no figures for energy_uj
            objectives: [accuracy, energy_uj]                | raspberry-pi-4 | has no figures for energy_uj
            name: ../elsewhere                               | broken.yaml:1 | letters, digits
            name: &anchor x                                  | broken.yaml:1 | anchor
            name: !!java.io.File x                           | broken.yaml:1 | tag
            name: a~---~name: b                              | broken.yaml    | document
            [[[[[[[[[[[[[[[[[[[[                             | broken.yaml   | deep
            {unclosed: [                                     | broken.yaml   | broken.yaml
            """)
    void experiments(String content, String where, String message) throws IOException {
        Path file = Files.writeString(folder.resolve("broken.yaml"), content.replace('~', '\n') + "\n");
        assertRefused(where, message, file.toString());
    }

    @Test
    void anEnormousFileIsNotRead() throws IOException {
        Path file = Files.write(folder.resolve("broken.yaml"), new byte[11 << 20]);
        assertRefused("broken.yaml", "bytes", file.toString());
    }

    @Test
    void aFolderIsNoFile() {
        assertRefused(folder.toString(), "is not a file", folder.toString());
    }

    @Test
    void anEmptyFolderIsNoData() throws IOException {
        Path data = Files.createDirectories(folder.resolve("photos"));
        assertRefused("photos", "photos", "--data", data.toString());
    }

    @Test
    void oneClassIsTooFew() throws IOException {
        Path data = photos(1, 6);
        assertRefused("photos", "class", "--data", data.toString());
    }

    @Test
    void anEmptyClassIsNamed() throws IOException {
        Path data = photos(2, 6);
        Files.createDirectories(data.resolve("empty-one"));
        assertRefused("empty-one", "empty-one", "--data", data.toString());
    }

    @Test
    void aBrokenImageIsNamed() throws IOException {
        Path data = photos(2, 6);
        Files.writeString(data.resolve("class0").resolve("broken.png"), "no image");
        assertRefused("broken.png", "broken.png", "--data", data.toString());
    }

    private Path photos(int classes, int images) throws IOException {
        return Photos.in(folder.resolve("photos"), classes, images);
    }

    private void assertRefused(String where, String message, String... arguments) {
        Path run = folder.resolve("run");
        String[] words = new String[arguments.length + 3];
        words[0] = "search";
        words[1] = "--out";
        words[2] = run.toString();
        System.arraycopy(arguments, 0, words, 3, arguments.length);
        CommandRun refused = CommandRun.of(words);
        assertEquals(ExitCode.BAD_INPUT, refused.code(), refused.err());
        assertEquals(1, refused.err().lines().count(), refused.err());
        assertTrue(refused.err().contains(where), refused.err());
        assertTrue(refused.err().contains(message), refused.err());
        assertTrue(refused.err().strip().endsWith("."), refused.err());
        assertFalse(Files.exists(run));
    }
}
