package org.lampyris.search.reinforce;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.lampyris.evaluation.EvaluationResult.Infeasible;
import org.lampyris.evaluation.Metrics;
import org.lampyris.search.Trial;
import org.lampyris.space.Architecture;

class ElitesTest {

    @Test
    void keepsTheBestOnceEach() {
        Elites elites = new Elites(2);
        elites.add(trial(1, 0.1));
        elites.add(trial(2, 0.3));
        elites.add(trial(2, 0.3));
        elites.add(trial(3, Double.NaN));
        elites.add(trial(4, 0.2));
        elites.add(trial(5, 0.2));
        assertEquals(List.of(List.of(2), List.of(4)), elites.choices());
    }

    @Test
    void mayKeepNone() {
        Elites elites = new Elites(0);
        elites.add(trial(1, 1));
        assertEquals(List.of(), elites.choices());
    }

    private static Trial trial(int choice, double reward) {
        Architecture architecture = new Architecture(List.of(choice), "a" + choice);
        return new Trial(1, architecture, new Infeasible(Metrics.of(Map.of()), "x"), reward, OptionalInt.empty());
    }
}
