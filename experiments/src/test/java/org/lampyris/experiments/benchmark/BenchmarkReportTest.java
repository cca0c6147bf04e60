package org.lampyris.experiments.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lampyris.experiments.report.Json;

class BenchmarkReportTest {
    /** The second strategy comes to 20 in one run of three. */
    private static BenchmarkReport report(String... objectives) {
        Map<String, List<TabularOutcome>> outcomes = new LinkedHashMap<>();
        outcomes.put("good", List.of(Outcomes.of(0, 0.25, 0), Outcomes.of(1, 0.5, 0), Outcomes.of(2, 0.75, 0.25)));
        outcomes.put("stuck", List.of(Outcomes.of(0, 1.5), Outcomes.of(1, 2, 2), Outcomes.of(2, 2.5)));
        return new BenchmarkReport(TabularGoal.of(Tables.hill(), List.of(objectives)), List.of(10, 20), outcomes);
    }

    @Test
    void theText() {
        assertEquals("""
                made: 5 decisions, 1024 architectures in the table; 3 runs of 20 evaluations each, further looks counted.

                Regret: the best true value, 85.0000, less that of what is recommended; mean ± standard error.
                strategy               10               20  optimal  collapsed  unique  trials/s
                good      0.5000 ± 0.1443  0.0833 ± 0.0833     67 %     0 of 3      18       667
                stuck     2.0000 ± 0.2887  2.0000 ± 0.0000      0 %     2 of 3      18       444

                The regret of good: p-value (Mann-Whitney, two-sided).
                against       10       20
                stuck    5.0e-02  1.8e-01
                """, report("accuracy").text());
    }

    @Test
    void costsAddTheHypervolume() {
        String text = report("accuracy", "macs").text();
        String added = """

                Hypervolume of the chosen front's true values, as a share of the best; mean ± standard error.
                strategy                10                20
                good       0.5000 ± 0.1443   0.9167 ± 0.0833
                stuck     -1.0000 ± 0.2887  -1.0000 ± 0.0000
                """;
        assertTrue(text.contains(added), text);
        assertTrue(text.contains("\nThe hypervolume of good: p-value (Mann-Whitney, two-sided).\n"), text);
    }

    @Test
    void theJson() {
        JsonObject json =
                JsonParser.parseString(Json.write(report("accuracy").json())).getAsJsonObject();
        assertEquals("made", json.get("problem").getAsString());
        assertEquals(1024, json.get("architectures").getAsInt());
        assertEquals(85, json.get("optimum").getAsDouble());
        assertEquals(3, json.get("runs").getAsInt());
        assertEquals(20, json.get("evaluations").getAsInt());
        JsonObject stuck = json.getAsJsonObject("strategies").getAsJsonObject("stuck");
        assertEquals(2, stuck.get("collapsed").getAsInt());
        assertEquals(0, stuck.get("optimal").getAsDouble());
        assertEquals(0.5, stuck.get("paid_share").getAsDouble());
        JsonArray checkpoints = stuck.getAsJsonArray("checkpoints");
        JsonObject first = checkpoints.get(0).getAsJsonObject();
        assertEquals(10, first.get("evaluations").getAsInt());
        assertEquals(2, first.get("regret").getAsDouble());
        assertEquals(0.5 / Math.sqrt(3), first.get("regret_standard_error").getAsDouble(), 1e-12);
        assertEquals(0.0495, first.get("p_regret").getAsDouble(), 1e-4);
        assertEquals(9, first.get("unique").getAsDouble());
        assertFalse(first.has("hypervolume"));
        JsonObject good = json.getAsJsonObject("strategies").getAsJsonObject("good");
        assertFalse(good.getAsJsonArray("checkpoints").get(0).getAsJsonObject().has("p_regret"));
    }

    @Test
    void theJsonOfAFront() {
        JsonObject json = JsonParser.parseString(
                        Json.write(report("accuracy", "macs").json()))
                .getAsJsonObject();
        JsonObject first = json.getAsJsonObject("strategies")
                .getAsJsonObject("stuck")
                .getAsJsonArray("checkpoints")
                .get(0)
                .getAsJsonObject();
        assertEquals(-1, first.get("hypervolume").getAsDouble());
        assertEquals(0.0495, first.get("p_hypervolume").getAsDouble(), 1e-4);
    }

    @Test
    void whatNoRunReachedIsNull() {
        Map<String, List<TabularOutcome>> outcomes = Map.of("stuck", List.of(Outcomes.of(0, 1)));
        BenchmarkReport report =
                new BenchmarkReport(TabularGoal.of(Tables.hill(), List.of("accuracy")), List.of(10, 20), outcomes);
        JsonObject last = JsonParser.parseString(Json.write(report.json()))
                .getAsJsonObject()
                .getAsJsonObject("strategies")
                .getAsJsonObject("stuck")
                .getAsJsonArray("checkpoints")
                .get(1)
                .getAsJsonObject();
        assertTrue(last.get("regret").isJsonNull());
        assertTrue(report.text().contains("stuck     1.0000 ± 0.0000   -      0 %     1 of 1       -"), report.text());
    }

    @Test
    void theCsv() {
        assertEquals("""
                problem,strategy,seed,evaluations,unique,samples,regret,hypervolume
                "made",good,0,10,9,20,0.25,0.75
                "made",good,0,20,18,40,0.0,1.0
                "made",good,1,10,9,20,0.5,0.5
                "made",good,1,20,18,40,0.0,1.0
                "made",good,2,10,9,20,0.75,0.25
                "made",good,2,20,18,40,0.25,0.75
                "made",stuck,0,10,9,20,1.5,-0.5
                "made",stuck,1,10,9,20,2.0,-1.0
                "made",stuck,1,20,18,40,2.0,-1.0
                "made",stuck,2,10,9,20,2.5,-1.5
                """, report("accuracy").csv());
    }
}
