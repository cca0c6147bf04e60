package org.lampyris.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lampyris.experiments.SystemTime;
import org.lampyris.experiments.config.Experiment;
import org.lampyris.experiments.config.ExperimentReader;
import org.lampyris.experiments.config.ExperimentWriter;
import org.lampyris.input.YamlReader;

/** What the documents show works: commands are parsed, experiments are read. */
class DocumentationTest {
    private static final Path ROOT = Path.of(System.getProperty("lampyris.root", ".."));
    private static final Pattern COMMAND = Pattern.compile("^\\./lampyris (.+)$", Pattern.MULTILINE);
    private static final Pattern SHELL = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern SNIPPET =
            Pattern.compile("<!-- snippet: ([a-z]+) -->\\n```yaml\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\]\\(([A-Za-z0-9_./-]+\\.md)(?:#[a-z-]+)?\\)");

    @ParameterizedTest
    @CsvSource({
        "README.md, 10",
        "docs/benchmark.md, 4",
        "docs/profiles.md, 8",
        "docs/cluster.md, 12",
        "docs/compression.md, 5",
        "docs/lamp-format.md, 3"
    })
    void commandsAreUnderstood(String document, int fewest) throws IOException {
        List<String> commands = new ArrayList<>();
        Matcher blocks = SHELL.matcher(Files.readString(ROOT.resolve(document)));
        while (blocks.find()) {
            Matcher lines = COMMAND.matcher(blocks.group(1));
            while (lines.find()) {
                commands.add(lines.group(1));
            }
        }
        assertTrue(commands.size() >= fewest, "only " + commands);
        Console console = new Console(
                new PrintWriter(Writer.nullWriter()),
                new PrintWriter(Writer.nullWriter()),
                OptionalInt.empty(),
                SystemTime.clock());
        for (String command : commands) {
            String[] words = command.replace("\"", "").split(" +");
            assertDoesNotThrow(() -> Main.commandLine(console).parseArgs(words), command);
        }
    }

    @Test
    void experimentsOfTheDocumentAreRead() throws IOException {
        Map<String, Experiment> experiments = new TreeMap<>();
        Matcher snippets = SNIPPET.matcher(Files.readString(ROOT.resolve("docs/experiment.md")));
        while (snippets.find()) {
            experiments.put(
                    snippets.group(1),
                    ExperimentReader.read(YamlReader.parse(snippets.group(1) + ".yaml", snippets.group(2))));
        }
        assertEquals(List.of("folder", "limits", "standard"), List.copyOf(experiments.keySet()));
        assertEquals(
                ExperimentWriter.write(Experiment.standard()),
                ExperimentWriter.write(Objects.requireNonNull(experiments.get("standard"))));
        Experiment limits = Objects.requireNonNull(experiments.get("limits"));
        assertEquals(
                Map.of("latency_ms", 2.5, "flash_bytes", 400_000.0),
                limits.goal().limits());
    }

    @Test
    void everyKeyIsDocumented() throws IOException {
        String document = Files.readString(ROOT.resolve("docs/experiment.md"));
        for (String key : ExperimentWriter.identity(Experiment.standard()).keySet()) {
            String shown =
                    key.startsWith("data.") || key.startsWith("strategy.") ? key.substring(0, key.indexOf('.')) : key;
            assertTrue(document.contains("`" + shown), key);
        }
    }

    @Test
    void theWindowOfTheClusterPageIsRead() throws IOException {
        Matcher snippet = SNIPPET.matcher(Files.readString(ROOT.resolve("docs/cluster.md")));
        assertTrue(snippet.find());
        Experiment experiment = ExperimentReader.read(YamlReader.parse("window.yaml", snippet.group(2)));
        assertEquals(48, experiment.search().window());
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/cluster.md", "deploy/README.md"})
    void linksStayInside(String document) throws IOException {
        Matcher links = LINK.matcher(Files.readString(ROOT.resolve(document)));
        List<String> missing = new ArrayList<>();
        while (links.find()) {
            if (!Files.exists(ROOT.resolve(document).resolveSibling(links.group(1)))) {
                missing.add(links.group(1));
            }
        }
        assertTrue(missing.isEmpty(), "not there: " + missing);
    }
}
