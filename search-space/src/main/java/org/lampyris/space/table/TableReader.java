package org.lampyris.space.table;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lampyris.input.CsvRow;
import org.lampyris.input.CsvTable;
import org.lampyris.input.InvalidInputException;
import org.lampyris.input.Suggestion;
import org.lampyris.space.Decision;

/** Reads the CSV of a {@link TabularProblem}. */
final class TableReader {
    private final Path file;
    private final TableColumns columns;
    private final List<Map<String, Integer>> choices;
    private final Map<List<Integer>, TableRow> rows = new LinkedHashMap<>();
    private final Map<List<Integer>, Long> lines = new HashMap<>();

    private TableReader(Path file, TableColumns columns) {
        this.file = file;
        this.columns = columns;
        this.choices = columns.decisions().stream().map(TableReader::places).toList();
    }

    static Map<List<Integer>, TableRow> read(Path file, TableColumns columns) {
        TableReader reader = new TableReader(file, columns);
        return CsvTable.read(file, "The path in table.file starts at the YAML's own folder.", reader::read);
    }

    private static Map<String, Integer> places(Decision decision) {
        Map<String, Integer> places = new HashMap<>();
        decision.choices().forEach(choice -> places.put(choice, places.size()));
        return places;
    }

    private Map<List<Integer>, TableRow> read(CsvTable table) {
        if (!table.columns().isEmpty()) {
            requireColumns(table);
        }
        table.forEach(this::add);
        if (rows.isEmpty()) {
            throw InvalidInputException.at(
                    file.toString(),
                    "it has no rows",
                    "Write a line of column names, then a line for each architecture.");
        }
        return rows;
    }

    private void requireColumns(CsvTable table) {
        columns.decisions().forEach(decision -> table.require(decision.name(), "the decision"));
        columns.observed().forEach(name -> table.require(name, "table.observed"));
        table.require(columns.truth(), "table.truth");
        columns.costs().forEach(name -> table.require(name, "table.costs"));
    }

    private void add(CsvRow row) {
        List<Integer> key = columns.decisions().stream()
                .map(decision -> choice(row, decision))
                .toList();
        TableRow values = new TableRow(
                columns.observed().stream().map(row::number).toList(),
                row.number(columns.truth()),
                columns.costs().stream().map(row::number).toList());
        TableRow before = rows.putIfAbsent(key, values);
        Long first = lines.putIfAbsent(key, row.line());
        if (before != null && !before.equals(values)) {
            throw InvalidInputException.at(
                    row.where(),
                    "the architecture of line " + first + " again with other values (" + difference(before, values)
                            + ")",
                    "Keep the row that is right.");
        }
    }

    private String difference(TableRow a, TableRow b) {
        for (int i = 0; i < a.observed().size(); i++) {
            if (!a.observed().get(i).equals(b.observed().get(i))) {
                return columns.observed().get(i);
            }
        }
        for (int i = 0; i < a.costs().size(); i++) {
            if (!a.costs().get(i).equals(b.costs().get(i))) {
                return columns.costs().get(i);
            }
        }
        return columns.truth();
    }

    private int choice(CsvRow row, Decision decision) {
        String word = row.text(decision.name());
        return Optional.ofNullable(
                        choices.get(columns.decisions().indexOf(decision)).get(word))
                .orElseThrow(() -> InvalidInputException.at(
                        row.where(),
                        decision.name() + " is '" + word + "', which is none of its choices",
                        Suggestion.among(decision.choices(), word)));
    }
}
