package org.lampyris.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lampyris.experiments.Ingredients;
import org.lampyris.experiments.config.Experiment;
import org.lampyris.experiments.config.RewardSettings;

class SpaceCommandTest {
    @TempDir
    Path folder;

    private static CommandRun show(String... arguments) {
        String[] words = new String[arguments.length + 2];
        words[0] = "space";
        words[1] = "show";
        System.arraycopy(arguments, 0, words, 2, arguments.length);
        CommandRun run = CommandRun.of(words);
        assertEquals(ExitCode.DONE, run.code(), run.err());
        return run;
    }

    private static JsonObject reward(String... arguments) {
        String[] words = new String[arguments.length + 1];
        System.arraycopy(arguments, 0, words, 1, arguments.length);
        words[0] = "--json";
        return JsonParser.parseString(show(words).out()).getAsJsonObject().getAsJsonObject("reward");
    }

    @Test
    void theRewardThatIsShownIsTheOneOfASearch() {
        RewardSettings searched =
                Ingredients.open(Experiment.standard()).resolved().goal().reward();
        JsonObject shown = reward("--profile", "raspberry-pi-4");
        assertEquals(searched.targetMs().orElseThrow(), shown.get("target_ms").getAsDouble());
        assertEquals(searched.alpha().orElseThrow(), shown.get("alpha").getAsDouble());
        assertEquals(searched.beta().orElseThrow(), shown.get("beta").getAsDouble());
        assertEquals("the median of these networks", shown.get("target_from").getAsString());
        assertEquals(0.5, shown.get("share_within_target").getAsDouble(), 0.01);
    }

    @Test
    void theCalibrationIsACommentOfTheYaml() throws IOException {
        CommandRun plain = show();
        CommandRun priced = show("--profile", "raspberry-pi-4");
        assertTrue(priced.out().startsWith(plain.out()), priced.out());
        String added = priced.out().substring(plain.out().length());
        assertTrue(added.lines().allMatch(line -> line.startsWith("# ")), added);
        assertEquals(5, added.lines().count(), added);
        assertTrue(added.contains("half the target gains 0.") && added.contains("twice the target 75 %"), added);
        Path document = Path.of(System.getProperty("lampyris.root", ".."), "docs", "strategies", "reward.md");
        assertTrue(Files.readString(document).contains(added), added);
        Path copy = Files.writeString(folder.resolve("space.yaml"), priced.out());
        assertEquals(priced.err(), show(copy.toString()).err());
    }

    @Test
    void targetSeedAndImagesCount() throws IOException {
        JsonObject usual = reward("--profile", "raspberry-pi-4");
        JsonObject given = reward("--profile", "raspberry-pi-4", "--target", "200us");
        assertEquals(0.2, given.get("target_ms").getAsDouble());
        assertEquals("as given", given.get("target_from").getAsString());
        assertEquals(usual.get("latency_ms"), given.get("latency_ms"));
        JsonObject reseeded = reward("--profile", "raspberry-pi-4", "--seed", "2");
        assertFalse(usual.get("latency_ms").equals(reseeded.get("latency_ms")));
        Path photos = Photos.in(folder.resolve("photos"), 3, 12);
        JsonObject smaller = reward("--profile", "raspberry-pi-4", "--data", photos.toString());
        assertTrue(
                smaller.get("target_ms").getAsDouble() < usual.get("target_ms").getAsDouble());
    }

    @Test
    void targetsOutOfReachAreSaidToBe() {
        String below = show("--profile", "raspberry-pi-4", "--target", "1us").out();
        assertTrue(below.contains("# target   0.001000 ms, as given; none of these networks is within it"), below);
        String above = show("--profile", "raspberry-pi-4", "--target", "1s").out();
        assertTrue(above.contains("all of these networks are within it, so it excludes nothing"), above);
        assertTrue(above.contains("# beta     -10.00: "), above);
    }

    @Test
    void withoutAProfileNothingIsPriced() {
        JsonObject json = JsonParser.parseString(show("--json").out()).getAsJsonObject();
        assertEquals("fire-bottleneck", json.get("name").getAsString());
        assertFalse(json.has("reward"));
        assertTrue(json.get("decisions").getAsInt() > 10
                && json.get("size").getAsBigInteger().bitLength() > 30);
    }
}
