package org.lampyris.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lampyris.experiments.config.Experiment;
import org.lampyris.experiments.config.ExperimentReader;

class CommandLineTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "search",
                "resume",
                "show",
                "export",
                "pack",
                "unpack",
                "profile list",
                "profile check",
                "profile measure",
                "profile import",
                "profile fit",
                "profile estimate",
                "space show",
                "init",
                "bench training",
                "bench memory",
                "bench proxies",
                "bench scaling"
            })
    void helpIsThere(String command) {
        CommandRun run = CommandRun.of((command + " --help").strip().split(" "));
        assertEquals(ExitCode.DONE, run.code());
        assertTrue(run.out().startsWith("Usage: lampyris"), run.out());
    }

    @Test
    void versionIsThere() {
        CommandRun run = CommandRun.of("--version");
        assertEquals(ExitCode.DONE, run.code());
        assertTrue(run.out().matches("lampyris [0-9]+\\.[0-9]+\\.[0-9]+\\S*\\R"), run.out());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                 | a command is missing
            serch                              | unknown argument 'serch'
            search --profil pixel-3            | unknown option '--profil'
            search --trials 0                  | trials is 0
            search --trials many               | 'many' is not an int
            search --time soon                 | 'soon' is no time
            search --target 5                  | '5' is no latency
            search --workers 9                 | --workers is 9, but must be from 1 to the search window, 8; for more, set search.window in an experiment.yaml
            search --epochs 0                  | epochs
            export runs/x                      | Missing required option: '--out=DIR'
            export runs/x --out y --format tf  | expected one of
            export runs/x --out y --retrain 0  | --retrain is 0
            export runs/x --out y --retrain 9 --format json | --retrain makes no sense
            profile                            | a command is missing
            profile show                       | Missing required parameter
            profile measure                    | --out FILE or --kit DIR is needed
            profile measure --out a --kit b    | --out FILE or --kit DIR is needed
            profile measure --out a --precision float7 | --precision is 'float7'
            profile measure --out a --networks -1 | --networks is -1
            profile measure --out a --threads 0 | --threads is 0
            profile measure --out a --image 28x28 | --image 28x28
            profile check pixel-3 --networks 2 | --networks is 2
            profile check pixel-3 --networks 5 --against x.csv | exclude each other
            profile fit                        | Missing required option: '--networks=CSV'
            profile import m.csv               | Missing required option: '--out=FILE'
            profile estimate pixel-3           | Missing required option: '--model=RUN:TRIAL|FILE'
            space show --target 2ms            | --profile
            space show --profile pixel-3 --target 5 | '5' is no latency
            resume                             | Missing required parameter
            bench                              | training, memory, proxies, scaling, weights or teacher is missing
            bench training spiral              | there is no network 'spiral', choose among plain, fire, bottleneck
            bench training plain --threads 0   | --threads is 0
            bench memory --networks 7          | --networks is 7
            bench proxies --networks 9         | --networks is 9, but must be from 10 to 10000
            bench proxies --networks many      | 'many' is not an int
            bench proxies --workers 0          | --workers is 0, but must be from 1 to 256
            bench proxies --seed x             | 'x' is not a long
            bench scaling --workers 10,0       | --workers has 0, but must be at least 1
            bench scaling --workers many       | 'many' is not an int
            bench scaling --spread 0.5         | --spread is 0.5, but must be from 1 to 1000
            bench scaling --mean 2h            | --mean is 2h, but must be from 1s to 1h
            bench scaling --workers 20000      | a window of 3 for each of 20000 workers is 60000
            bench scaling --trials-per-worker 0 | --trials-per-worker is 0, but must be from 1 to 1000 with 1000 workers
            bench scaling --window-per-worker 3,0 | --window-per-worker has 0, but must be at least 1
            bench scaling --window-per-worker 17 | a window of 17 for each of 1000 workers is 17000, but no search has more than 16384
            """)
    void wrongUse(String command, String message) {
        CommandRun run = CommandRun.of(command.isEmpty() ? new String[0] : command.split(" +"));
        assertEquals(ExitCode.WRONG_USE, run.code(), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
        assertTrue(run.err().contains(message), run.err());
        assertTrue(run.err().contains("--help'."), run.err());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            search --profile nokia-3310 --out X | There is no profile 'nokia-3310'
            search --space moon --out X         | moon
            search --data moon --out X          | moon
            search --strategy psychic --out X   | There is no strategy 'psychic'. Choose one of evolution, local, nsga2, random, reinforce.
            search nowhere.yaml                 | nowhere.yaml does not exist
            resume nowhere                      | There is no run folder nowhere
            show nowhere                        | There is no run folder nowhere
            export nowhere --out Y              | There is no run folder nowhere
            pack nowhere.onnx --out X           | nowhere.onnx: there is no such file
            unpack nowhere.lamp --out X         | nowhere.lamp: there is no such file
            profile show nokia-3310             | There is no profile 'nokia-3310'
            bench scaling --mean soon           | --mean: 'soon' is no time
            profile check nowhere.yaml          | There is no profile 'nowhere.yaml'
            profile fit --networks nowhere.csv  | nowhere.csv: there is no such file
            profile import nowhere.csv --out X  | nowhere.csv: there is no such file
            profile check pixel-3 --against nowhere.csv | nowhere.csv: there is no such file
            profile check pixel-3 --models nowhere.onnx | there is no file nowhere.onnx
            profile measure --out X --space moon | moon
            profile measure --out X --time soon | --time: 'soon' is no time
            profile estimate pixel-3 --model nowhere.onnx | there is no file nowhere.onnx
            profile estimate pixel-3 --model nowhere:3 | There is no run folder nowhere
            space show moon                     | moon
            space show --profile nokia-3310     | There is no profile 'nokia-3310'
            space show --profile pixel-3 --data moon | moon
            """)
    void badInput(String command, String message) {
        String[] words = command.split(" +");
        for (int i = 0; i < words.length; i++) {
            words[i] = words[i].equals("X") ? folder.resolve("run").toString() : words[i];
        }
        CommandRun run = CommandRun.of(words);
        assertEquals(ExitCode.BAD_INPUT, run.code(), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
        assertTrue(run.err().contains(message), run.err());
        assertFalse(Files.exists(folder.resolve("run")));
    }

    @Test
    void initWritesTheDefaultsAndNeverOverwrites() throws IOException {
        Path file = folder.resolve("experiment.yaml");
        assertEquals(ExitCode.DONE, CommandRun.of("init", file.toString()).code());
        assertEquals(Experiment.standard(), ExperimentReader.read(file));
        Files.writeString(file, "name: mine\n");
        CommandRun again = CommandRun.of("init", file.toString());
        assertEquals(ExitCode.BAD_INPUT, again.code());
        assertTrue(again.err().contains("exists and is left as it is"), again.err());
        assertEquals("name: mine\n", Files.readString(file));
    }

    @Test
    void profilesAreListedShownAndChecked() throws IOException {
        CommandRun list = CommandRun.of("profile", "list");
        assertTrue(list.out().contains("raspberry-pi-4"), list.out());
        CommandRun yaml = CommandRun.of("profile", "show", "raspberry-pi-4", "--yaml");
        Path copy = Files.writeString(folder.resolve("mine.yaml"), yaml.out());
        CommandRun check = CommandRun.of("profile", "check", copy.toString());
        assertEquals(ExitCode.DONE, check.code(), check.err());
        assertTrue(check.out().contains("is valid"), check.out());
        Files.writeString(copy, yaml.out().replaceFirst("precision: \\S+", "precision: float99"));
        CommandRun broken = CommandRun.of("profile", "check", copy.toString());
        assertEquals(ExitCode.BAD_INPUT, broken.code());
        assertTrue(broken.err().contains("mine.yaml"), broken.err());
    }

    @Test
    void aSpaceIsShownAsAFileThatCanBeRead() throws IOException {
        CommandRun show = CommandRun.of("space", "show");
        Path copy = Files.writeString(folder.resolve("space.yaml"), show.out());
        CommandRun again = CommandRun.of("space", "show", copy.toString());
        assertEquals(List.of(show.out(), show.err()), List.of(again.out(), again.err()));
    }
}
