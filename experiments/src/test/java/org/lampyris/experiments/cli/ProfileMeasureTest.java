package org.lampyris.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lampyris.hardware.HardwareProfile;
import org.lampyris.hardware.HardwareProfiles;
import org.lampyris.hardware.latency.Precision;

/** A profile of this machine by the command line, for a space so small that it takes seconds. */
class ProfileMeasureTest {
    @TempDir
    static Path folder;

    private static Path space;
    private static Path profile;

    @BeforeAll
    static void measured() throws IOException {
        space = Files.writeString(folder.resolve("space.yaml"), SmallSpace.YAML);
        profile = folder.resolve("here.yaml");
        CommandRun run = CommandRun.of(measure("here.yaml"));
        assertEquals(ExitCode.DONE, run.code(), run.err());
        assertTrue(run.out().contains("corrected by 24 whole networks"), run.out());
        assertTrue(run.err().contains("Done."), run.err());
    }

    private static String[] measure(String out) {
        return new String[] {
            "profile",
            "measure",
            "--out",
            folder.resolve(out).toString(),
            "--space",
            space.toString(),
            "--image",
            "1x12x12",
            "--networks",
            "24",
            "--error",
            "100"
        };
    }

    private static CommandRun check(String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("profile", "check", profile.toString(), "--space", space.toString(), "--image", "1x12x12"));
        arguments.addAll(List.of(more));
        return CommandRun.of(arguments.toArray(String[]::new));
    }

    @Test
    void networksThatWerentFittedArePredicted() throws IOException {
        Path svg = folder.resolve("check.svg");
        Path csv = folder.resolve("check.csv");
        CommandRun run = check("--networks", "8", "--json", "--svg", svg.toString(), "--csv", csv.toString());
        assertEquals(ExitCode.DONE, run.code(), run.err());
        JsonObject json = JsonParser.parseString(run.out()).getAsJsonObject();
        JsonObject errors = json.getAsJsonObject("profile");
        assertEquals(8, errors.get("networks").getAsInt());
        // How near it is depends on what else this machine does; scripts/profile-check measures that.
        assertEquals(9, Files.readAllLines(csv).size());
        assertTrue(Files.readString(svg).startsWith("<svg"));
        for (var network : json.getAsJsonArray("networks")) {
            double ratio = network.getAsJsonObject().get("predicted_ms").getAsDouble()
                    / network.getAsJsonObject().get("measured_ms").getAsDouble();
            assertTrue(ratio > 0.1 && ratio < 10, run.out());
            String name = network.getAsJsonObject().get("network").getAsString();
            assertFalse(Files.readString(profile).contains(name), name + " was fitted");
        }
        CommandRun text = check("--networks", "4");
        assertTrue(text.out().contains("sum of single operators"), text.out());
        assertTrue(text.out().contains("pairs that differ by more than 10 %"), text.out());
    }

    @Test
    void measurementsOfOthersAreCheckedToo() {
        CommandRun run = check("--against", folder.resolve("here.csv").toString());
        assertEquals(ExitCode.BAD_INPUT, run.code());
        assertTrue(run.err().contains("Measure other networks"), run.err());
    }

    @Test
    void whatWasMeasuredIsNotMeasuredAgain() throws IOException {
        long size = Files.size(folder.resolve("here.csv"));
        CommandRun again = CommandRun.of(measure("here.yaml"));
        assertEquals(ExitCode.DONE, again.code(), again.err());
        assertTrue(again.err().startsWith("Measuring 0 models"), again.err());
        assertEquals(size, Files.size(folder.resolve("here.csv")));
    }

    @Test
    void aKilledMeasurementGoesOn() throws IOException, InterruptedException {
        List<String> slowly = new ArrayList<>(List.of(measure("killed.yaml")));
        slowly.set(slowly.size() - 1, "0.00001"); // Percent: each batch takes seconds.
        Program.kill(2, line -> line.contains("Measuring") || line.contains(" measured,"), slowly);
        Path log = folder.resolve("killed.csv");
        assertFalse(Files.exists(folder.resolve("killed.yaml")));
        List<String> before = Files.readAllLines(log);
        assertTrue(before.size() > 1, "nothing was kept");
        CommandRun run = CommandRun.of(measure("killed.yaml"));
        assertEquals(ExitCode.DONE, run.code(), run.err());
        List<String> after = Files.readAllLines(log);
        assertEquals(before, after.subList(0, before.size()));
        assertEquals(
                HardwareProfiles.load(profile.toString()).pricing().table().entries().stream()
                        .map(entry -> entry.key().toString())
                        .toList(),
                HardwareProfiles.load(folder.resolve("killed.yaml").toString()).pricing().table().entries().stream()
                        .map(entry -> entry.key().toString())
                        .toList());
    }

    @Test
    void aCsvFromElsewhereMakesTheSameProfile() throws IOException {
        Path out = folder.resolve("imported.yaml");
        CommandRun run = CommandRun.of(
                "profile",
                "import",
                folder.resolve("here.csv").toString(),
                "--out",
                out.toString(),
                "--space",
                space.toString());
        assertEquals(ExitCode.DONE, run.code(), run.err());
        List<String> imported = Files.readAllLines(out);
        List<String> measured = Files.readAllLines(profile);
        int entries = measured.indexOf("latency:");
        assertEquals(
                measured.subList(entries, measured.size()),
                imported.subList(imported.indexOf("latency:"), imported.size()));

        Path mixed = folder.resolve("mixed.csv");
        List<String> rows = new ArrayList<>(Files.readAllLines(folder.resolve("here.csv")));
        rows.set(1, rows.get(1).replaceFirst("processor=[^;]*", "processor=Other"));
        Files.write(mixed, rows);
        CommandRun refused = CommandRun.of(
                "profile",
                "import",
                mixed.toString(),
                "--out",
                folder.resolve("no.yaml").toString());
        assertEquals(ExitCode.BAD_INPUT, refused.code());
        assertTrue(refused.err().contains("different set-ups"), refused.err());
    }

    @Test
    void integersAreMeasuredAndPriced() {
        List<String> arguments = new ArrayList<>(List.of(measure("int8.yaml")));
        arguments.addAll(List.of("--precision", "int8,float32"));
        CommandRun run = CommandRun.of(arguments.toArray(String[]::new));
        assertEquals(ExitCode.DONE, run.code(), run.err());
        HardwareProfile read = HardwareProfiles.load(folder.resolve("int8.yaml").toString());
        assertEquals(Precision.INT8, read.device().precision());
        int all = read.pricing().table().entries().size();
        assertEquals(
                all, 2 * read.pricing().table().at(Precision.INT8).entries().size());
        assertEquals(24, read.pricing().correction().orElseThrow().networks());
    }

    @Test
    void aKitIsWritten() throws IOException {
        Path kit = folder.resolve("kit");
        String[] arguments = measure("unused.yaml");
        arguments[2] = "--kit";
        arguments[3] = kit.toString();
        CommandRun run = CommandRun.of(arguments);
        assertEquals(ExitCode.DONE, run.code(), run.err());
        int models = Files.readAllLines(kit.resolve("plan.csv")).size() - 1;
        try (var files = Files.list(kit.resolve("models"))) {
            assertEquals(models, files.count());
        }
        assertTrue(Files.isExecutable(kit.resolve("measure.py")));
        CommandRun again = CommandRun.of(arguments);
        assertEquals(ExitCode.BAD_INPUT, again.code());
        assertTrue(again.err().contains("exists and is left as it is"), again.err());
    }

    @Test
    void networksOfAnotherSpaceAreNoticed() throws IOException {
        Path other = Files.writeString(
                folder.resolve("other-space.yaml"), SmallSpace.YAML.replace("kernel: [3]", "kernel: [5]"));
        String[] arguments = measure("here.yaml");
        arguments[5] = other.toString();
        CommandRun again = CommandRun.of(arguments);
        assertEquals(ExitCode.BAD_INPUT, again.code());
        assertTrue(again.err().contains("another space"), again.err());
        CommandRun against = CommandRun.of(
                "profile",
                "check",
                profile.toString(),
                "--against",
                folder.resolve("here.csv").toString());
        assertEquals(ExitCode.BAD_INPUT, against.code());
        assertTrue(against.err().contains("--space"), against.err());
        CommandRun plain = CommandRun.of("profile", "check", profile.toString());
        assertEquals(ExitCode.DONE, plain.code(), plain.err());
        assertTrue(plain.out().contains("another --space"), plain.out());
    }

    @Test
    void limitsOfTheUserStay() throws IOException {
        assertEquals(ExitCode.DONE, CommandRun.of(measure("kept.yaml")).code());
        Path kept = folder.resolve("kept.yaml");
        Files.writeString(kept, Files.readString(kept) + "limits: {latency_ms: 3, flash: 512KB}\n");
        assertEquals(ExitCode.DONE, CommandRun.of(measure("kept.yaml")).code());
        var limits = HardwareProfiles.load(kept.toString()).limits();
        assertEquals(3, limits.latencyMs().orElseThrow());
        assertEquals(512 * 1024, limits.flashBytes().orElseThrow());
    }

    @Test
    void tooLittleTimeIsSaid() {
        List<String> arguments = new ArrayList<>(List.of(measure("none.yaml")));
        arguments.addAll(List.of("--time", "1ms"));
        CommandRun run = CommandRun.of(arguments.toArray(String[]::new));
        assertEquals(ExitCode.FAILED, run.code(), run.err());
        assertTrue(run.err().contains("Nothing was measured"), run.err());
        assertFalse(Files.exists(folder.resolve("none.yaml")));
    }

    @Test
    void anotherFileIsLeftAsItIs() throws IOException {
        Path other = Files.writeString(folder.resolve("other.yaml"), "mine");
        CommandRun run = CommandRun.of(measure("other.yaml"));
        assertEquals(ExitCode.BAD_INPUT, run.code());
        assertTrue(run.err().contains("exists and is left as it is"), run.err());
        assertEquals("mine", Files.readString(other));
    }
}
