package org.lampyris.experiments.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lampyris.evaluation.EvaluationResult.Evaluated;
import org.lampyris.evaluation.Metrics;
import org.lampyris.search.Trial;
import org.lampyris.space.table.TableRow;
import org.lampyris.space.table.TabularProblem;

class TrueFrontTest {
    private static final int TOP = 8;

    /** Whole numbers below {@link #TOP}, so that a volume is a number of unit cells. */
    private static TabularProblem table(long seed, boolean maximize) {
        SplittableRandom random = new SplittableRandom(seed);
        return Tables.of(
                3,
                3,
                maximize,
                List.of("macs", "params"),
                taken -> new TableRow(
                        List.of((double) random.nextInt(TOP)),
                        random.nextInt(TOP),
                        List.of((double) random.nextInt(TOP), (double) random.nextInt(TOP))));
    }

    private static Trial trial(TabularGoal goal, List<Integer> choices, double seen) {
        String metric = goal.objectives().get(0).metric();
        return new Trial(
                1,
                goal.table().space().architecture(choices),
                new Evaluated(Metrics.of(Map.of(metric, seen)), Optional.empty()),
                seen,
                OptionalInt.empty());
    }

    private static List<Trial> trials(TabularGoal goal, SplittableRandom random, double share) {
        List<Trial> trials = new ArrayList<>();
        goal.table().rows().forEach((choices, row) -> {
            if (random.nextDouble() < share) {
                trials.add(trial(goal, choices, row.observed().get(0)));
            }
        });
        return trials;
    }

    @ParameterizedTest
    @CsvSource({"1, true", "2, true", "3, false", "4, false", "5, true"})
    void twoAndThreeObjectivesAgainstCountingCells(long seed, boolean maximize) {
        TabularProblem table = table(seed, maximize);
        String metric = maximize ? "accuracy" : "loss";
        SplittableRandom random = new SplittableRandom(seed);
        for (List<String> names : List.of(List.of(metric, "params"), List.of(metric, "macs", "params"))) {
            TabularGoal goal = TabularGoal.of(table, names);
            TrueFront front = new TrueFront(goal);
            for (double share : List.of(0.1, 0.3, 0.7, 1.0)) {
                List<Trial> trials = trials(goal, random, share);
                assertEquals(counted(goal, trials), front.share(trials), 1e-12, names + " " + share);
            }
        }
    }

    /** The share by its definition: which seen points no other seen point dominates, and which cells their truths do. */
    private static double counted(TabularGoal goal, List<Trial> trials) {
        List<double[]> chosen = new ArrayList<>();
        for (Trial trial : trials) {
            if (trials.stream().noneMatch(other -> dominates(seen(goal, other), seen(goal, trial)))) {
                chosen.add(truth(goal, trial.architecture().choices()));
            }
        }
        List<double[]> all = goal.table().rows().keySet().stream()
                .map(choices -> truth(goal, choices))
                .toList();
        return (double) cells(all, chosen) / cells(all, all);
    }

    private static double[] truth(TabularGoal goal, List<Integer> choices) {
        TableRow row = goal.table().row(choices).orElseThrow();
        return point(goal, row.truth(), row);
    }

    private static double[] seen(TabularGoal goal, Trial trial) {
        TableRow row = goal.table().row(trial.architecture().choices()).orElseThrow();
        return point(goal, row.observed().get(0), row);
    }

    private static double[] point(TabularGoal goal, double value, TableRow row) {
        double[] point = new double[goal.objectives().size()];
        point[0] = goal.table().maximize() ? TOP - value : value;
        point[point.length - 1] = row.costs().get(1);
        if (point.length == 3) {
            point[1] = row.costs().get(0);
        }
        return point;
    }

    private static boolean dominates(double[] a, double[] b) {
        boolean better = false;
        for (int i = 0; i < a.length; i++) {
            if (a[i] > b[i]) {
                return false;
            }
            better |= a[i] < b[i];
        }
        return better;
    }

    private static int cells(List<double[]> all, List<double[]> points) {
        int dimensions = all.get(0).length;
        int cells = 0;
        for (int code = 0; code < Math.pow(TOP + 1, dimensions); code++) {
            double[] cell = new double[dimensions];
            for (int i = 0, rest = code; i < dimensions; i++, rest /= TOP + 1) {
                cell[i] = rest % (TOP + 1) + 0.5;
            }
            boolean inside = true;
            for (int i = 0; i < dimensions; i++) {
                int axis = i;
                inside &= cell[i] < all.stream().mapToDouble(p -> p[axis]).max().orElseThrow();
            }
            cells += inside && points.stream().anyMatch(point -> dominates(point, cell)) ? 1 : 0;
        }
        return cells;
    }

    @Test
    void allThereIsWithoutNoiseIsTheWholeFront() {
        TabularProblem exact = Tables.of(2, 4, true, List.of("macs"), taken -> {
            double truth = 10 * taken.get(0) + taken.get(1);
            return new TableRow(List.of(truth), truth, List.of(1 + truth * truth));
        });
        TabularGoal goal = TabularGoal.of(exact, List.of("accuracy", "macs"));
        List<Trial> all = trials(goal, new SplittableRandom(1), 1.1);
        assertEquals(16, all.size());
        assertEquals(1, new TrueFront(goal).share(all), 1e-12);
        assertTrue(new TrueFront(goal).share(all.subList(0, 8)) < 1);
    }

    /** Seen as 9 once, the bad one would push the good one out; with a second look at 1 its mean is 5. */
    @Test
    void looksAtTheSameArchitectureAreAveraged() {
        TabularProblem table = Tables.of(1, 3, true, List.of("macs"), taken -> switch (taken.get(0)) {
            case 0 -> new TableRow(List.of(9.0, 1.0), 2, List.of(5.0));
            case 1 -> new TableRow(List.of(6.0), 6, List.of(5.0));
            default -> new TableRow(List.of(0.0), 0, List.of(10.0));
        });
        TabularGoal goal = TabularGoal.of(table, List.of("accuracy", "macs"));
        TrueFront front = new TrueFront(goal);
        Trial lucky = trial(goal, List.of(0), 9);
        Trial unlucky = trial(goal, List.of(0), 1);
        Trial good = trial(goal, List.of(1), 6);
        assertEquals(2.0 / 6, front.share(List.of(lucky, good)), 1e-12);
        assertEquals(1, front.share(List.of(lucky, good, unlucky)), 1e-12);
    }

    @Test
    void thereIsNothingToShareWithoutCosts() {
        TabularGoal one = TabularGoal.of(Tables.line(3), List.of("accuracy"));
        assertEquals(1, new TrueFront(one).share(List.of(trial(one, List.of(0), 0))));
        TabularProblem flat =
                Tables.of(1, 3, true, List.of("macs"), taken -> new TableRow(List.of(1.0), taken.get(0), List.of(4.0)));
        TabularGoal equal = TabularGoal.of(flat, List.of("accuracy", "macs"));
        assertEquals(1, new TrueFront(equal).share(List.of(trial(equal, List.of(0), 1))));
    }
}
