package org.lampyris.input;

import java.nio.file.Path;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVRecord;

/** A row of a {@link CsvTable}. */
public final class CsvRow {
    private static final Pattern NUMBER = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,3})?");

    private final Path file;
    private final long line;
    private final CSVRecord record;

    CsvRow(Path file, long line, CSVRecord record) {
        this.file = file;
        this.line = line;
        this.record = record;
    }

    /** The line it ends in, from 1. */
    public long line() {
        return line;
    }

    /** File and line, for messages. */
    public String where() {
        return file + ":" + line;
    }

    /** The text in a column that {@linkplain CsvTable#require is there}. */
    public String text(String column) {
        return record.get(column);
    }

    /** @throws InvalidInputException if it is no finite number */
    public double number(String column) {
        String word = text(column);
        double value = NUMBER.matcher(word).matches() ? Double.parseDouble(word) + 0.0 : Double.NaN; // no negative zero
        if (!Double.isFinite(value)) {
            throw InvalidInputException.at(
                    where(), column + " is '" + word + "', which is no number", "Write it as 92.5 or 1e6.");
        }
        return value;
    }
}
