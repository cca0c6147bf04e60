package org.lampyris.space.table;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.lampyris.input.InvalidInputException;
import org.lampyris.input.Suggestion;
import org.lampyris.space.Decision;

/** Reads the CSV of a {@link TabularProblem}. */
final class TableReader {
    private static final long MOST_BYTES = 1L << 30;
    private static final char BYTE_ORDER_MARK = '\ufeff';
    private static final Pattern NUMBER = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,3})?");
    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setIgnoreSurroundingSpaces(true)
            .setIgnoreEmptyLines(true)
            .setAllowMissingColumnNames(true)
            .get();

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
        if (!Files.isRegularFile(file)) {
            throw InvalidInputException.at(
                    file.toString(),
                    "there is no such file",
                    "The path in table.file starts at the YAML's own folder.");
        }
        TableReader reader = new TableReader(file, columns);
        try (BufferedReader text = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            if (Files.size(file) > MOST_BYTES) {
                throw InvalidInputException.at(file.toString(), "it is over 1 GiB", "Take a smaller table.");
            }
            skipByteOrderMark(text);
            return reader.read(text);
        } catch (IOException e) {
            throw reader.unreadable(e);
        } catch (UncheckedIOException e) {
            throw reader.unreadable(Objects.requireNonNull(e.getCause()));
        }
    }

    private static void skipByteOrderMark(BufferedReader text) throws IOException {
        text.mark(1);
        if (text.read() != BYTE_ORDER_MARK) {
            text.reset();
        }
    }

    private RuntimeException unreadable(IOException cause) {
        if (cause instanceof CharacterCodingException) {
            return new InvalidInputException(file + ": it is no text in UTF-8. Save it as UTF-8.", cause);
        }
        if (cause instanceof CSVException) {
            return new InvalidInputException(
                    file + ": it is no CSV: " + cause.getMessage() + ". Check the quotes there.", cause);
        }
        return new UncheckedIOException(cause);
    }

    private static Map<String, Integer> places(Decision decision) {
        Map<String, Integer> places = new HashMap<>();
        decision.choices().forEach(choice -> places.put(choice, places.size()));
        return places;
    }

    private Map<List<Integer>, TableRow> read(BufferedReader text) throws IOException {
        try (CSVParser records = FORMAT.parse(text)) {
            if (!records.getHeaderNames().isEmpty()) {
                requireColumns(records.getHeaderNames());
            }
            for (CSVRecord record : records) {
                add(record, records.getCurrentLineNumber());
            }
        }
        if (rows.isEmpty()) {
            throw InvalidInputException.at(
                    file.toString(),
                    "it has no rows",
                    "Write a line of column names, then a line for each architecture.");
        }
        return rows;
    }

    private void requireColumns(List<String> header) {
        columns.decisions().forEach(decision -> require(header, decision.name(), "the decision"));
        columns.observed().forEach(name -> require(header, name, "table.observed"));
        require(header, columns.truth(), "table.truth");
        columns.costs().forEach(name -> require(header, name, "table.costs"));
    }

    private void require(List<String> header, String name, String what) {
        if (!header.contains(name)) {
            throw InvalidInputException.at(
                    file + ":1", "there is no column '" + name + "' (" + what + ")", Suggestion.among(header, name));
        }
        if (Collections.frequency(header, name) > 1) {
            throw InvalidInputException.at(
                    file + ":1", "there are two columns '" + name + "' (" + what + ")", "Leave one out.");
        }
    }

    private void add(CSVRecord record, long line) {
        int columnNames = record.getParser().getHeaderNames().size();
        if (record.size() != columnNames) {
            throw InvalidInputException.at(
                    file + ":" + line,
                    "there are " + record.size() + " columns where the first line has " + columnNames,
                    "Give each row a value for each column.");
        }
        List<Integer> key = columns.decisions().stream()
                .map(decision -> choice(record, line, decision))
                .toList();
        TableRow row = new TableRow(
                columns.observed().stream()
                        .map(name -> number(record, line, name))
                        .toList(),
                number(record, line, columns.truth()),
                columns.costs().stream().map(name -> number(record, line, name)).toList());
        TableRow before = rows.putIfAbsent(key, row);
        Long first = lines.putIfAbsent(key, line);
        if (before != null && !before.equals(row)) {
            throw InvalidInputException.at(
                    file + ":" + line,
                    "the architecture of line " + first + " again with other values (" + difference(before, row) + ")",
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

    private int choice(CSVRecord record, long line, Decision decision) {
        String word = record.get(decision.name());
        return Optional.ofNullable(
                        choices.get(columns.decisions().indexOf(decision)).get(word))
                .orElseThrow(() -> InvalidInputException.at(
                        file + ":" + line,
                        decision.name() + " is '" + word + "', which is none of its choices",
                        Suggestion.among(decision.choices(), word)));
    }

    private double number(CSVRecord record, long line, String column) {
        String word = record.get(column);
        double value = NUMBER.matcher(word).matches() ? Double.parseDouble(word) + 0.0 : Double.NaN; // no negative zero
        if (!Double.isFinite(value)) {
            throw InvalidInputException.at(
                    file + ":" + line, column + " is '" + word + "', which is no number", "Write it as 92.5 or 1e6.");
        }
        return value;
    }
}
