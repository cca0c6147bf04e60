package org.lampyris.hardware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lampyris.hardware.calibration.CalibrationReport;

/** Keeps docs/profiles.md true. */
class ProfilesPageTest {
    private static final Pattern SNIPPET = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL);
    private static final String HEAD = """
            device: d
            description: d
            precision: float32
            provenance: {measured_by: m, method: m, date: d, source: s, licence: l}
            """;

    @TempDir
    private Path folder;

    private String page = "";

    @BeforeEach
    void read() throws IOException {
        Path file = Path.of(System.getProperty("lampyris.root", ""), "docs", "profiles.md");
        assumeTrue(Files.exists(file), "skipped: " + file + " is not there");
        page = Files.readString(file);
    }

    @Test
    void snippetsAreProfiles() throws IOException {
        List<String> snippets =
                SNIPPET.matcher(page).results().map(result -> result.group(1)).toList();
        assertEquals(3, snippets.size());
        for (String snippet : snippets) {
            String text = snippet.startsWith("device:") ? snippet : HEAD + snippet;
            Path file = Files.writeString(folder.resolve("page.yaml"), text);
            assertEquals("page", HardwareProfiles.load(file.toString()).name(), snippet);
        }
    }

    @Test
    void shippedProfilesAreListedWithTheirErrors() {
        for (String name : HardwareProfile.shipped()) {
            String row = Pattern.compile("\\| `" + name + "` .*")
                    .matcher(page)
                    .results()
                    .map(MatchResult::group)
                    .findFirst()
                    .orElse("");
            new ProfileCostModel(HardwareProfiles.load(name)).calibration().ifPresent(report -> {
                assertTrue(row.contains(errors(report)), () -> row + " lacks " + errors(report));
            });
            assertTrue(row.contains(name), name);
        }
    }

    private static String errors(CalibrationReport report) {
        return String.format(Locale.ROOT, "%.1f %%, %.1f %%", report.meanPercent(), report.medianPercent());
    }
}
