package org.lampyris.experiments.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lampyris.experiments.report.Json;
import org.lampyris.space.table.TabularProblem;

/** The strategies on 6,561 networks that were trained; the seeds are fixed, so the figures are, too. */
@Tag("slow")
class NasBenchMacroSearchTest {
    private static final int SEEDS = 30;
    private static final int TRIALS = 100;
    private static JsonObject strategies = new JsonObject();

    @BeforeAll
    static void search() throws InterruptedException {
        Path file = Path.of(System.getProperty("lampyris.benchmarks", ""), "nas-bench-macro.yaml");
        assumeTrue(Files.exists(file), () -> "skipped: " + file + " is not there");
        TabularProblem table = TabularProblem.read(file);
        assertEquals(6561, table.rows().size());
        assertEquals(93.1267, table.optimum(), 1e-4);
        TabularBenchmark.Plan plan =
                new TabularBenchmark.Plan(List.of("reinforce", "evolution", "local", "random"), TRIALS, SEEDS, 2);
        BenchmarkReport report = new TabularBenchmark(table, List.of("accuracy"), plan, () -> 0).run(done -> {});
        strategies = JsonParser.parseString(Json.write(report.json()))
                .getAsJsonObject()
                .getAsJsonObject("strategies");
    }

    private static double regret(String strategy) {
        JsonObject last = strategies
                .getAsJsonObject(strategy)
                .getAsJsonArray("checkpoints")
                .get(1)
                .getAsJsonObject();
        assertEquals(TRIALS, last.get("evaluations").getAsInt());
        return last.get("regret").getAsDouble();
    }

    @Test
    void noRunCollapses() {
        assertEquals(4, strategies.size());
        for (String name : strategies.keySet()) {
            assertEquals(0, strategies.getAsJsonObject(name).get("collapsed").getAsInt(), name);
        }
    }

    /** 0.34 over 200 runs; the standard error of 30 runs is about 0.03. */
    @Test
    void randomSearchIsAsFarOffAsIsKnown() {
        assertEquals(0.34, regret("random"), 0.08);
    }

    /** 0.13 over 200 runs. */
    @Test
    void evolutionIsAsFarOffAsIsKnown() {
        assertEquals(0.13, regret("evolution"), 0.06);
    }

    @Test
    void thePolicyIsNearest() {
        double own = regret("reinforce");
        assertTrue(own < regret("evolution"), own + " against " + regret("evolution"));
        assertTrue(own < regret("local"), own + " against " + regret("local"));
        assertTrue(own < regret("random"), own + " against " + regret("random"));
    }
}
