package org.lampyris.input;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** A CSV file (RFC 4180, UTF-8) whose first line names its columns; its rows are read one by one, and once. */
public final class CsvTable implements Iterable<CsvRow> {
    private static final long MOST_BYTES = 1L << 30;
    private static final char BYTE_ORDER_MARK = '\ufeff';
    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setIgnoreSurroundingSpaces(true)
            .setIgnoreEmptyLines(true)
            .setAllowMissingColumnNames(true)
            .get();

    private final Path file;
    private final CSVParser parser;

    private CsvTable(Path file, CSVParser parser) {
        this.file = file;
        this.parser = parser;
    }

    /**
     * Opens a file, lets it be used and closes it.
     *
     * @param advice what to do if there is no such file
     * @throws InvalidInputException if there is none, or if it is no CSV in UTF-8 of at most 1 GiB
     */
    public static <T> T read(Path file, String advice, Function<CsvTable, T> use) {
        if (!Files.isRegularFile(file)) {
            throw InvalidInputException.at(file.toString(), "there is no such file", advice);
        }
        try (BufferedReader text = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            if (Files.size(file) > MOST_BYTES) {
                throw InvalidInputException.at(file.toString(), "it is over 1 GiB", "Take a smaller table.");
            }
            skipByteOrderMark(text);
            try (CSVParser parser = FORMAT.parse(text)) {
                return use.apply(new CsvTable(file, parser));
            }
        } catch (IOException e) {
            throw unreadable(file, e);
        } catch (UncheckedIOException e) {
            throw unreadable(file, Objects.requireNonNull(e.getCause()));
        }
    }

    private static void skipByteOrderMark(BufferedReader text) throws IOException {
        text.mark(1);
        if (text.read() != BYTE_ORDER_MARK) {
            text.reset();
        }
    }

    private static RuntimeException unreadable(Path file, IOException cause) {
        if (cause instanceof CharacterCodingException) {
            return new InvalidInputException(file + ": it is no text in UTF-8. Save it as UTF-8.", cause);
        }
        if (cause instanceof CSVException) {
            return new InvalidInputException(
                    file + ": it is no CSV: " + cause.getMessage() + ". Check the quotes there.", cause);
        }
        return new UncheckedIOException(cause);
    }

    /** A text as a cell of a CSV has it. */
    public static String quoted(String text) {
        return text.matches("[^,\"\\r\\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    /** The names of the columns, in order; empty if the file is. */
    public List<String> columns() {
        return parser.getHeaderNames();
    }

    /**
     * @param what the column is for, in words
     * @throws InvalidInputException if there isn't exactly one column of this name
     */
    public void require(String column, String what) {
        if (columns().isEmpty()) {
            throw InvalidInputException.at(file.toString(), "it is empty", "Its first line names the columns.");
        }
        if (!columns().contains(column)) {
            throw InvalidInputException.at(
                    file + ":1",
                    "there is no column '" + column + "' (" + what + ")",
                    Suggestion.among(columns(), column));
        }
        if (Collections.frequency(columns(), column) > 1) {
            throw InvalidInputException.at(
                    file + ":1", "there are two columns '" + column + "' (" + what + ")", "Leave one out.");
        }
    }

    /** The rows from here on; each has a value for each column. */
    @Override
    public Iterator<CsvRow> iterator() {
        Iterator<CSVRecord> records = parser.iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return records.hasNext();
            }

            @Override
            public CsvRow next() {
                return row(records.next());
            }
        };
    }

    private CsvRow row(CSVRecord record) {
        CsvRow row = new CsvRow(file, parser.getCurrentLineNumber(), record);
        if (record.size() != columns().size()) {
            throw InvalidInputException.at(
                    row.where(),
                    "there are " + record.size() + " columns where the first line has "
                            + columns().size(),
                    "Give each row a value for each column.");
        }
        return row;
    }
}
