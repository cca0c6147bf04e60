package org.lampyris.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileFitTest {
    @TempDir
    Path folder;

    private Path csv;

    /** Eight blocks of three kinds; a third kind costs twice as much as the second. */
    @BeforeEach
    void made() throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        List<String> lines = new ArrayList<>(List.of("arch,summed_ms,board_measured_ms"));
        for (int i = 0; i < 120; i++) {
            StringBuilder blocks = new StringBuilder();
            double ms = 3;
            for (int place = 0; place < 8; place++) {
                int block = random.nextInt(3);
                blocks.append(block);
                ms += 0.5 * block;
            }
            lines.add(blocks + ",1," + ms);
        }
        csv = Files.write(folder.resolve("networks.csv"), lines);
    }

    private static double error(CommandRun run) {
        assertEquals(ExitCode.DONE, run.code(), run.err());
        return JsonParser.parseString(run.out())
                .getAsJsonObject()
                .getAsJsonObject("checked")
                .get("mape_percent")
                .getAsDouble();
    }

    @Test
    void rowsThatWerentFittedArePredicted() {
        for (String rows : List.of("even", "odd", "60")) {
            CommandRun run = CommandRun.of("profile", "fit", "--networks", csv.toString(), "--rows", rows, "--json");
            assertTrue(error(run) < 0.1, run.out());
            assertEquals(
                    60,
                    JsonParser.parseString(run.out())
                            .getAsJsonObject()
                            .getAsJsonObject("checked")
                            .get("networks")
                            .getAsInt());
        }
        assertTrue(error(CommandRun.of("profile", "fit", "--networks", csv.toString(), "--json")) < 0.1);
    }

    @Test
    void costsAndPredictionsAreWritten() throws IOException {
        Path out = folder.resolve("costs.csv");
        CommandRun run = CommandRun.of(
                "profile", "fit", "--networks", csv.toString(), "--out", out.toString(), "--predict", csv.toString());
        assertEquals(ExitCode.DONE, run.code(), run.err());
        assertEquals(1 + 8 * 3, Files.readAllLines(out).size());
        assertTrue(run.out().contains("architecture,predicted_ms"), run.out());
    }

    @Test
    void aTableThatIsNoneIsNamed() throws IOException {
        Path two = Files.writeString(folder.resolve("two.csv"), "arch,a_ms,b_ms\n012,1,2\n");
        CommandRun which = CommandRun.of("profile", "fit", "--networks", two.toString());
        assertEquals(ExitCode.BAD_INPUT, which.code());
        assertTrue(which.err().contains("a_ms, b_ms") && which.err().contains("--latency"), which.err());

        CommandRun few = CommandRun.of("profile", "fit", "--networks", two.toString(), "--latency", "a_ms");
        assertEquals(ExitCode.BAD_INPUT, few.code());
        assertTrue(few.err().contains("only 1 networks"), few.err());

        Path zero = Files.writeString(folder.resolve("zero.csv"), "arch,ms\n012,0\n");
        CommandRun none = CommandRun.of("profile", "fit", "--networks", zero.toString());
        assertEquals(ExitCode.BAD_INPUT, none.code());
        assertTrue(none.err().contains("zero.csv:2"), none.err());
    }
}
