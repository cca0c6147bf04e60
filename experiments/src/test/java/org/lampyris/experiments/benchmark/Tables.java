package org.lampyris.experiments.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.lampyris.space.Architecture;
import org.lampyris.space.Decision;
import org.lampyris.space.table.TableRow;
import org.lampyris.space.table.TabularProblem;
import org.lampyris.space.table.TabularSpace;

/** Small problems, made in memory. */
final class Tables {
    private Tables() {}

    /** Every architecture of a space of equal decisions has the row that is made of its choices. */
    static TabularProblem of(
            int decisions, int choices, boolean maximize, List<String> costs, Function<List<Integer>, TableRow> row) {
        List<String> words =
                IntStream.range(0, choices).mapToObj(String::valueOf).toList();
        TabularSpace space = new TabularSpace(
                "made",
                IntStream.range(0, decisions)
                        .mapToObj(i -> Decision.of("d" + i, words))
                        .toList());
        Map<List<Integer>, TableRow> rows = new LinkedHashMap<>();
        int size = space.size().intValueExact();
        for (int i = 0; i < size; i++) {
            List<Integer> taken = new ArrayList<>();
            for (int d = 0, rest = i; d < decisions; d++, rest /= choices) {
                taken.add(rest % choices);
            }
            rows.put(List.copyOf(taken), row.apply(taken));
        }
        return new TabularProblem(space, maximize, costs, rows);
    }

    /** One decision; the first architecture has an accuracy of 0, the last the highest one, all looks are alike. */
    static TabularProblem line(int choices) {
        return of(
                1,
                choices,
                true,
                List.of(),
                taken -> new TableRow(List.of((double) taken.get(0)), taken.get(0), List.of()));
    }

    /** Five decisions of four choices with an optimum at all 3s; looks are noisy, more accurate is dearer. */
    static TabularProblem hill() {
        SplittableRandom noise = new SplittableRandom(5);
        return of(5, 4, true, List.of("macs"), taken -> {
            double sum = taken.stream().mapToInt(i -> i).sum();
            double truth = 70 + sum;
            return new TableRow(
                    List.of(truth + noise.nextDouble(), truth - noise.nextDouble()), truth, List.of(10 + sum * sum));
        });
    }

    static TabularProblem without(TabularProblem table, List<Integer> choices) {
        Map<List<Integer>, TableRow> rows = new LinkedHashMap<>(table.rows());
        rows.remove(choices);
        return new TabularProblem(table.space(), table.maximize(), table.costs(), rows);
    }

    static Architecture at(TabularProblem table, Integer... choices) {
        return table.space().architecture(List.of(choices));
    }
}
