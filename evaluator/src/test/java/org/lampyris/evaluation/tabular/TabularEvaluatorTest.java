package org.lampyris.evaluation.tabular;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.lampyris.evaluation.EvaluationRequest;
import org.lampyris.evaluation.EvaluationResult;
import org.lampyris.evaluation.EvaluationResult.Evaluated;
import org.lampyris.evaluation.EvaluationResult.Infeasible;
import org.lampyris.evaluation.Metrics;
import org.lampyris.space.Decision;
import org.lampyris.space.table.TableRow;
import org.lampyris.space.table.TabularProblem;
import org.lampyris.space.table.TabularSpace;

class TabularEvaluatorTest {
    private static final double TRUTH = 12345;

    private static TabularProblem problem(boolean maximize) {
        TabularSpace space = new TabularSpace("pair", List.of(Decision.of("block", List.of("a", "b", "c"))));
        return new TabularProblem(
                space,
                maximize,
                List.of("macs", "params"),
                Map.of(
                        List.of(0), new TableRow(List.of(0.5, 0.6, 0.7), TRUTH, List.of(100.0, 7.0)),
                        List.of(1), new TableRow(List.of(0.9), TRUTH, List.of(200.0, 8.0))));
    }

    private static EvaluationResult evaluate(TabularProblem problem, int choice, long seed) {
        return new TabularEvaluator(problem)
                .evaluate(new EvaluationRequest(1, problem.space().architecture(List.of(choice)), seed));
    }

    /** Each column has a probability of 1/3; 5 standard deviations of 3,000 draws are 130. */
    @Test
    void theSeedDrawsAmongTheObservedColumns() {
        TabularProblem problem = problem(true);
        TreeMap<Double, Integer> drawn = new TreeMap<>();
        for (long seed = 0; seed < 3_000; seed++) {
            EvaluationResult result = evaluate(problem, 0, seed);
            drawn.merge(result.metrics().get(Metrics.ACCURACY), 1, Integer::sum);
            assertEquals(result, evaluate(problem, 0, seed));
        }
        assertEquals(Set.of(0.5, 0.6, 0.7), drawn.keySet());
        drawn.values().forEach(count -> assertEquals(1_000, count, 130));
    }

    @Test
    void costsComeAlongAndTheTruthStaysHidden() {
        TabularProblem problem = problem(true);
        Evaluated result = assertInstanceOf(Evaluated.class, evaluate(problem, 1, 3));
        assertEquals(Metrics.of(Map.of("accuracy", 0.9, "macs", 200.0, "params", 8.0)), result.metrics());
        List<Metrics> shown = new ArrayList<>();
        for (int choice = 0; choice < 3; choice++) {
            shown.add(new TabularEvaluator(problem).price(List.of(choice)));
            for (long seed = 0; seed < 50; seed++) {
                shown.add(evaluate(problem, choice, seed).metrics());
            }
        }
        assertTrue(shown.stream().noneMatch(metrics -> metrics.values().containsValue(TRUTH)));
    }

    @Test
    void pricesAreKnownBeforehand() {
        TabularEvaluator pricing = new TabularEvaluator(problem(true));
        assertEquals(Metrics.of(Map.of("macs", 100.0, "params", 7.0)), pricing.price(List.of(0)));
        assertEquals(Metrics.of(Map.of()), pricing.price(List.of(2)));
    }

    @Test
    void whatHasNoRowIsInfeasible() {
        assertEquals(new Infeasible(Metrics.of(Map.of()), "not in the table"), evaluate(problem(true), 2, 1));
    }

    @Test
    void lessIsBetterForALoss() {
        TabularProblem problem = problem(false);
        assertEquals("loss", TabularEvaluator.metric(problem));
        assertEquals(0.9, evaluate(problem, 1, 1).metrics().get(Metrics.LOSS));
        assertTrue(evaluate(problem, 1, 1).metrics().find(Metrics.ACCURACY).isEmpty());
    }
}
