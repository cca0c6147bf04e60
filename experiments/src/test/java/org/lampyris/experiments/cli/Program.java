package org.lampyris.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The program as a process of its own. */
final class Program {
    static final long PATIENCE_SECONDS = 300;

    private Program() {}

    /** What is said as output and as errors comes in one stream. */
    static ProcessBuilder with(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName()));
        command.addAll(arguments);
        return new ProcessBuilder(command).redirectErrorStream(true);
    }

    /** Kills the program as {@code kill -9} does, once it said so many lines that count; all that it said until then. */
    static List<String> kill(int lines, Predicate<String> counts, List<String> arguments)
            throws IOException, InterruptedException {
        Process process = with(arguments).start();
        List<String> said = new ArrayList<>();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (int left = lines; left > 0; ) {
                String line = out.readLine();
                assertTrue(line != null, () -> "ended before it was killed: " + String.join("\n", said));
                said.add(String.valueOf(line));
                left -= counts.test(String.valueOf(line)) ? 1 : 0;
            }
            assertTrue(process.toHandle().destroyForcibly());
        }
        assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "the program doesn't end");
        return said;
    }
}
