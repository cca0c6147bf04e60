package org.lampyris.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BenchScalingCommandTest {
    private static CommandRun scaling(String... arguments) {
        CommandRun run = CommandRun.of(Stream.concat(Stream.of("bench", "scaling"), Stream.of(arguments))
                .toArray(String[]::new));
        assertEquals(ExitCode.DONE, run.code(), run.err());
        return run;
    }

    /** All trainings take a minute, so each figure but the engine's time is known. */
    @Test
    void equalTrainings() {
        CommandRun run = scaling("--workers", "1,2,4", "--trials-per-worker", "25", "--spread", "1");
        List<String> lines = run.out().lines().toList();
        assertEquals("A random search of 100 trainings, 60.0 to 60.0 s each (log-uniform), seed 1.", lines.get(0));
        assertTrue(lines.get(2).startsWith("workers  window  virtual time  speed-up  utilisation"), lines.get(2));
        assertTrue(lines.get(3).matches("1 +1 +1h40m +1\\.00 +100\\.0 % +100\\.0 % +[0-9.]+ +0 +0  yes"), lines.get(3));
        assertTrue(lines.get(4).matches("2 +2 +50m +2\\.00 .*"), lines.get(4));
        assertTrue(lines.get(5).matches("4 +4 +25m +4\\.00 .*"), lines.get(5));
        assertEquals(6, lines.size());
        assertTrue(run.err().endsWith("4 workers, window 4: done\n"), run.err());
    }

    @Test
    void mishapsAndWindowsAsJson() {
        CommandRun run = scaling(
                "--workers",
                "20",
                "--trials-per-worker",
                "200",
                "--window-per-worker",
                "1,10",
                "--mishaps",
                "--seed",
                "3",
                "--json");
        JsonObject json = JsonParser.parseString(run.out()).getAsJsonObject();
        assertEquals(4_000, json.get("trainings").getAsInt());
        assertTrue(json.get("mishaps").getAsBoolean());
        List<JsonObject> fleets = json.getAsJsonArray("fleets").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .toList();
        assertEquals(
                List.of(20, 200),
                fleets.stream().map(fleet -> fleet.get("window").getAsInt()).toList());
        for (JsonObject fleet : fleets) {
            assertTrue(fleet.get("lost").getAsInt() > fleet.get("refused").getAsInt());
            assertTrue(fleet.get("refused").getAsInt() > 0);
            assertTrue(fleet.get("died").getAsInt() > 0);
            assertTrue(fleet.get("joined").getAsInt() > 20);
            assertTrue(fleet.get("same_trials").getAsBoolean());
            assertTrue(
                    fleet.get("utilisation").getAsDouble() < fleet.get("busy").getAsDouble());
        }
        assertTrue(fleets.get(1).get("speed_up").getAsDouble()
                > 2 * fleets.get(0).get("speed_up").getAsDouble());
    }

    @Test
    void mishapsAreToldInWords() {
        String second = scaling("--workers", "2", "--trials-per-worker", "10", "--mishaps")
                .out()
                .lines()
                .toList()
                .get(1);
        assertEquals(
                "A worker dies once in 100 trainings and is replaced 5 later, is silent as often, 1m in the mean; 2 % of"
                        + " the trainings take 4 times as long.",
                second);
    }
}
