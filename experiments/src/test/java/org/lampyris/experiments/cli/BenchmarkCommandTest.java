package org.lampyris.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BenchmarkCommandTest {
    private static final Path ROOT = Path.of(System.getProperty("lampyris.root", ".."));
    private static final Path EXAMPLE = ROOT.resolve("docs/examples/two-stages.yaml");

    @TempDir
    Path folder;

    private static CommandRun benchmark(Path file, String... arguments) {
        return CommandRun.of(Stream.concat(Stream.of("benchmark", file.toString()), Stream.of(arguments))
                .toArray(String[]::new));
    }

    private static void refused(int code, CommandRun run, String... parts) {
        assertEquals(code, run.code(), run.err());
        assertEquals("", run.out());
        assertEquals(1, run.err().lines().count(), run.err());
        for (String part : parts) {
            assertTrue(run.err().contains(part), () -> run.err() + " should have " + part);
        }
    }

    @Test
    void theExampleEndToEnd() throws IOException {
        Path csv = folder.resolve("runs.csv");
        CommandRun run = benchmark(
                EXAMPLE, "--strategies", "evolution", "--trials", "15", "--seeds", "5", "--csv", csv.toString());
        assertEquals(ExitCode.DONE, run.code(), run.err());
        assertTrue(
                run.out().startsWith("two-stages: 4 decisions, 36 architectures in the table; 5 runs of 15 "),
                run.out());
        assertTrue(run.out().contains("\nevolution  ") && run.out().contains("\nrandom  "), "random always runs");
        assertTrue(run.out().contains("Audit: 1 of 2 evaluations here was spent on random sampling."), run.out());
        assertTrue(run.err().endsWith("10 of 10 runs\n"), run.err());
        List<String> lines = Files.readAllLines(csv);
        assertEquals("problem,strategy,seed,evaluations,unique,samples,regret,hypervolume", lines.get(0));
        assertEquals(11, lines.size());
        assertTrue(lines.get(1).startsWith("\"two-stages\",evolution,0,15,15,"), lines.get(1));
    }

    @Test
    void jsonWithCosts() {
        CommandRun run = benchmark(
                EXAMPLE,
                "--strategies",
                "nsga2,random",
                "--objectives",
                "accuracy,latency_ms",
                "--trials",
                "10",
                "--seeds",
                "3",
                "--workers",
                "2",
                "--json");
        assertEquals(ExitCode.DONE, run.code(), run.err());
        JsonObject json = JsonParser.parseString(run.out()).getAsJsonObject();
        assertEquals("two-stages", json.get("problem").getAsString());
        double share = json.getAsJsonObject("strategies")
                .getAsJsonObject("nsga2")
                .getAsJsonArray("checkpoints")
                .get(0)
                .getAsJsonObject()
                .get("hypervolume")
                .getAsDouble();
        assertTrue(share > 0 && share <= 1, "hypervolume " + share);
    }

    @Test
    void settingsMakeAnotherStrategy() {
        CommandRun run =
                benchmark(EXAMPLE, "--strategies", "local:starts=2,local", "--trials", "15", "--seeds", "5", "--json");
        assertEquals(ExitCode.DONE, run.code(), run.err());
        JsonObject strategies =
                JsonParser.parseString(run.out()).getAsJsonObject().getAsJsonObject("strategies");
        assertEquals(List.of("local:starts=2", "local", "random"), List.copyOf(strategies.keySet()));
        assertNotEquals(regret(strategies, "local"), regret(strategies, "local:starts=2"));
    }

    private static double regret(JsonObject strategies, String name) {
        return strategies
                .getAsJsonObject(name)
                .getAsJsonArray("checkpoints")
                .get(0)
                .getAsJsonObject()
                .get("regret")
                .getAsDouble();
    }

    @Test
    void placesThatCantBeWritten() {
        for (Path place : List.of(folder.resolve("no/such/folder.csv"), folder)) {
            CommandRun run = benchmark(EXAMPLE, "--trials", "5", "--seeds", "1", "--csv", place.toString());
            refused(ExitCode.BAD_INPUT, run, "--csv", place.toString(), "can't be written");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "3|--strategies|magic|no strategy 'magic'",
                "3|--strategies|random,,local|no strategy ''",
                "2|--strategies|random,local,random|twice",
                "3|--strategies|local:starts|'starts' is no setting",
                "3|--strategies|local:starts=many|'starts=many' is no setting",
                "3|--strategies|local:stops=3|stops",
                "3|--strategies|local:starts=0|settings of the strategy local",
                "3|--objectives|accuracy,latency|Did you mean 'latency_ms'",
                "3|--objectives|latency_ms|accuracy first",
                "2|--trials|0|--trials is 0",
                "2|--trials|many|--trials",
                "2|--seeds|-1|--seeds is -1",
                "2|--workers|0|--workers is 0",
                "2|--workers|1000|--workers is 1000",
                "2|--colour|red|unknown option '--colour'"
            })
    void wrongUse(int code, String option, String value, String part) {
        refused(code, benchmark(EXAMPLE, option, value), part);
    }

    @Test
    void theTableMustBeNamed() {
        refused(ExitCode.WRONG_USE, CommandRun.of("benchmark"), "FILE.yaml");
        refused(ExitCode.BAD_INPUT, benchmark(folder.resolve("none.yaml")), "none.yaml", "does not exist");
    }

    /** The full list is in the tests of the reader. */
    @ParameterizedTest
    @ValueSource(strings = {"cell", "choice", "again", "column", "empty", "quote", "encoding", "missing", "yaml"})
    void brokenTables(String what) throws IOException {
        String yaml = """
                name: broken
                decisions: [{name: block, choices: [fire, plain]}]
                table: {file: broken.csv, observed: [seen], truth: mean}
                """;
        String csv = "block,seen,mean\nfire,1,2\nplain,3,4\n";
        String changed = switch (what) {
            case "cell" -> csv.replace("3,4", "x,4");
            case "choice" -> csv.replace("plain", "plane");
            case "again" -> csv.replace("plain", "fire");
            case "column" -> csv.replace("mean", "median");
            case "empty" -> "";
            case "quote" -> csv.replace("plain", "\"plain");
            case "encoding" -> csv.replace("plain", "pläin");
            default -> csv;
        };
        if (!what.equals("missing")) {
            Files.writeString(folder.resolve("broken.csv"), changed, StandardCharsets.ISO_8859_1);
        }
        Path file = Files.writeString(
                folder.resolve("broken.yaml"), what.equals("yaml") ? yaml.replace("truth", "truht") : yaml);
        String part = switch (what) {
            case "cell" -> "broken.csv:3: seen is 'x'";
            case "choice" -> "broken.csv:3: block is 'plane'";
            case "again" -> "broken.csv:3: the architecture of line 2";
            case "column" -> "broken.csv:1: there is no column 'mean'";
            case "empty" -> "broken.csv: it has no rows";
            case "quote" -> "broken.csv: it is no CSV";
            case "encoding" -> "broken.csv: it is no text in UTF-8";
            case "missing" -> "broken.csv: there is no such file";
            default -> "broken.yaml:3: unknown key 'table.truht'";
        };
        refused(ExitCode.BAD_INPUT, benchmark(file), part);
    }

    /** The times aside, the document shows what the command prints. */
    @Test
    void theDocumentShowsRealOutput() throws IOException {
        String document = Files.readString(ROOT.resolve("docs/benchmark.md"));
        String command = "benchmark docs/examples/two-stages.yaml --strategies local,evolution --trials 20 --seeds 100";
        assertTrue(document.contains("`./lampyris " + command + "`:\n"), command);
        CommandRun run = CommandRun.of(
                command.replace("docs/examples", ROOT + "/docs/examples").split(" "));
        assertEquals(ExitCode.DONE, run.code(), run.err());
        String shown = document.substring(document.indexOf("two-stages: 4 decisions"));
        assertEquals(timeless(run.out()), timeless(shown.substring(0, shown.indexOf("```"))));
        assertTrue(document.contains("```yaml\n" + Files.readString(EXAMPLE) + "```"), "the problem itself");
        String csv = Files.readString(ROOT.resolve("docs/examples/two-stages.csv"));
        String beginning = document.substring(document.indexOf("stage1.block,stage1"));
        assertTrue(csv.startsWith(beginning.substring(0, beginning.indexOf("```"))), "the table's beginning");
    }

    @Test
    void theDocumentShowsARealError() throws IOException {
        String shown = Files.readString(ROOT.resolve("docs/benchmark.md"));
        String error = shown.substring(shown.indexOf("lampyris: docs/examples/"), shown.indexOf("1e6.\n")) + "1e6.\n";
        List<String> lines = Files.readAllLines(ROOT.resolve("docs/examples/two-stages.csv"));
        List<String> cells = new ArrayList<>(List.of(lines.get(16).split(",")));
        cells.set(5, "\"0,41\"");
        lines.set(16, String.join(",", cells));
        Files.write(folder.resolve("two-stages.csv"), lines);
        Path copy = Files.copy(EXAMPLE, folder.resolve("two-stages.yaml"));
        assertEquals(error, benchmark(copy).err().replace(folder.toString(), "docs/examples"));
    }

    @Test
    void theTableBelongsToTheSpaceBesideIt() {
        CommandRun run = CommandRun.of(
                "space",
                "show",
                ROOT.resolve("docs/examples/two-stages-space.yaml").toString());
        assertEquals("4 decisions, 36 lists of choices.", run.err().strip());
    }

    /** Without the numbers at the ends of lines, which are trials a second. */
    private static String timeless(String output) {
        return output.replaceAll("(?m) +[0-9]+$", "");
    }
}
