package org.lampyris.space.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.lampyris.input.InvalidInputException;
import org.lampyris.input.Suggestion;
import org.lampyris.space.Decision;

/**
 * Problems that were made up, each hard in its own way, so that a strategy that fits one table only is found out. Always
 * the same; 25 noisy observations of each architecture, 3 of the deceptive ones; the cost is a sum over the choices.
 *
 * <ul>
 *   <li>{@code interactions}: 6 decisions of 5 choices; a value for each choice, and half as large ones for each pair of
 *       neighbouring choices
 *   <li>{@code noisy}: the same with 8 decisions of 4 choices, and a noise as large as the value of a choice
 *   <li>{@code deceptive}: 4 blocks of 3 decisions of 3 choices; a block is worth 1 if all three take the last choice,
 *       else up to 0.7, the more of them take the first one (a trap function, Deb and Goldberg 1993)
 * </ul>
 */
public final class SyntheticProblems {
    /** What names of these problems begin with on the command line. */
    public static final String PREFIX = "synthetic:";

    private static final List<String> NAMES = List.of("interactions", "noisy", "deceptive");

    /** Of so many observations of each architecture; their mean comes near the truth only if there are many. */
    private record Noise(double deviation, int observations) {}

    private SyntheticProblems() {}

    /** @throws InvalidInputException if there is no such problem */
    public static TabularProblem of(String name) {
        return switch (name) {
            case "interactions" ->
                problem(name, 11, 6, 5, new Noise(0.3, 25), interactions(6, 5, new SplittableRandom(1)));
            case "noisy" -> problem(name, 12, 8, 4, new Noise(1, 25), interactions(8, 4, new SplittableRandom(2)));
            case "deceptive" -> problem(name, 13, 12, 3, new Noise(0.05, 3), SyntheticProblems::deceptive);
            default ->
                throw InvalidInputException.at(
                        PREFIX + name, "there is no such problem", Suggestion.among(NAMES, name));
        };
    }

    private static ToDoubleFunction<List<Integer>> interactions(int decisions, int choices, SplittableRandom random) {
        double[][] single = new double[decisions][choices];
        double[][][] paired = new double[decisions][choices][choices];
        for (int d = 0; d < decisions; d++) {
            for (int c = 0; c < choices; c++) {
                single[d][c] = random.nextGaussian();
                for (int before = 0; before < choices; before++) {
                    paired[d][c][before] = 0.5 * random.nextGaussian();
                }
            }
        }
        return taken -> {
            double sum = 0;
            for (int d = 0; d < decisions; d++) {
                int c = taken.get(d);
                sum += single[d][c] + (d > 0 ? paired[d][c][taken.get(d - 1)] : 0);
            }
            return sum;
        };
    }

    private static double deceptive(List<Integer> taken) {
        double sum = 0;
        for (int block = 0; block < taken.size(); block += 3) {
            List<Integer> three = taken.subList(block, block + 3);
            long first = three.stream().filter(choice -> choice == 0).count();
            boolean last = three.stream().allMatch(choice -> choice == 2);
            sum += last ? 1 : 0.7 * first / 3;
        }
        return sum;
    }

    private static TabularProblem problem(
            String name, long seed, int decisions, int choices, Noise noise, ToDoubleFunction<List<Integer>> truth) {
        List<String> words = IntStream.range(0, choices).mapToObj(c -> "c" + c).toList();
        TabularSpace space = new TabularSpace(
                PREFIX + name,
                IntStream.range(0, decisions)
                        .mapToObj(d -> Decision.of("d" + d, words))
                        .toList());
        SplittableRandom random = new SplittableRandom(seed);
        Map<List<Integer>, TableRow> rows = new LinkedHashMap<>();
        int[] taken = new int[decisions];
        do {
            List<Integer> row = IntStream.of(taken).boxed().toList();
            double value = truth.applyAsDouble(row);
            List<Double> observed = new ArrayList<>();
            for (int i = 0; i < noise.observations; i++) {
                observed.add(value + noise.deviation * random.nextGaussian());
            }
            double cost = 1 + IntStream.of(taken).sum();
            rows.put(row, new TableRow(observed, value, List.of(cost)));
        } while (next(taken, choices));
        return new TabularProblem(space, true, List.of("cost"), rows);
    }

    /** Counts up; false after the last. */
    private static boolean next(int[] taken, int choices) {
        for (int d = taken.length - 1; d >= 0; d--) {
            taken[d]++;
            if (taken[d] < choices) {
                return true;
            }
            taken[d] = 0;
        }
        return false;
    }
}
