package org.lampyris.space.table;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lampyris.space.Architecture;

/**
 * A search problem with known answers.
 *
 * @param maximize whether larger observed and true values are better
 * @param costs the names of what is known before an evaluation
 * @param rows by the choices; an architecture without a row doesn't exist
 */
public record TabularProblem(
        TabularSpace space, boolean maximize, List<String> costs, Map<List<Integer>, TableRow> rows) {
    public TabularProblem {
        costs = List.copyOf(costs);
        rows = Collections.unmodifiableMap(new LinkedHashMap<>(rows));
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("a table needs rows");
        }
    }

    /**
     * Reads a problem: {@code name}, {@code decisions} with a name and choices each, and a {@code table} of the {@code
     * file} (a CSV with a column for each decision), the columns {@code observed}, the column {@code truth}, whether to
     * {@code maximize} them, and the columns of {@code costs}.
     *
     * @throws org.lampyris.input.InvalidInputException naming file, line and column of what is wrong
     */
    public static TabularProblem read(Path yaml) {
        return TabularProblemReader.read(yaml);
    }

    public Optional<TableRow> row(List<Integer> choices) {
        return Optional.ofNullable(rows.get(choices));
    }

    /** The best true value. */
    public double optimum() {
        return rows.values().stream()
                .mapToDouble(TableRow::truth)
                .reduce(maximize ? Math::max : Math::min)
                .orElseThrow();
    }

    /** How much worse than the optimum an architecture truly is; at least 0. */
    public double regret(Architecture architecture) {
        double truth = row(architecture.choices())
                .orElseThrow(() -> new IllegalArgumentException(architecture.id() + " is not in the table"))
                .truth();
        return Math.abs(optimum() - truth);
    }
}
