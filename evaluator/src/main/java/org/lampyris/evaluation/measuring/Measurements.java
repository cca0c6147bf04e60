package org.lampyris.evaluation.measuring;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.lampyris.hardware.latency.Measurement;
import org.lampyris.hardware.latency.OperatorForm;
import org.lampyris.hardware.latency.OperatorKey;
import org.lampyris.hardware.latency.OperatorKind;
import org.lampyris.hardware.latency.Precision;
import org.lampyris.input.CsvRow;
import org.lampyris.input.CsvTable;
import org.lampyris.input.InvalidInputException;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.TensorShape;

/**
 * A file of measurements, CSV with a row for each model. A batch of rows is on the disk before the next one is measured,
 * so whatever ends the measuring, what was measured stays. A kit's script writes the same columns.
 */
public final class Measurements {
    /** What identifies a model. */
    public static final List<String> KEY = List.of(
            "operator", "kernel", "stride", "ratio", "groups", "in", "out", "resolution", "precision", "network");

    /** What was measured, and on what. */
    public static final List<String> VALUES = List.of("ms", "spread_ms", "count", "setup");

    /** The operator of a whole network. */
    private static final String NETWORK = "network";

    private static final int MAX_SIDE = 1 << 14;
    private static final int MAX_CHANNELS = 1 << 20;

    /**
     * A row.
     *
     * @param cells what identifies the model, by {@link #KEY}
     * @param setup processor, threads and runtime, see {@link Setup}
     * @param where file and line
     */
    public record Row(List<String> cells, Measurement measured, String setup, String where) {
        /** Whether it is of a whole network. */
        public boolean isNetwork() {
            return cells.get(0).equals(NETWORK);
        }

        /** The choices of a whole network. */
        public List<Integer> choices() {
            try {
                return Arrays.stream(cells.get(KEY.indexOf(NETWORK)).split("\\.", -1))
                        .map(Integer::valueOf)
                        .toList();
            } catch (NumberFormatException e) {
                throw InvalidInputException.at(
                        where, "network is '" + cells.get(KEY.indexOf(NETWORK)) + "'", "Numbers with dots are needed.");
            }
        }

        /** The shape of the model's image. */
        public TensorShape input() {
            String[] sides = cells.get(KEY.indexOf("resolution")).split("x", -1);
            if (sides.length != 2) {
                throw InvalidInputException.at(where, "resolution is no WIDTHxHEIGHT", "Write it as 28x28.");
            }
            return new TensorShape(
                    integer("in", cells.get(KEY.indexOf("in")), MAX_CHANNELS),
                    integer("resolution", sides[1], MAX_SIDE),
                    integer("resolution", sides[0], MAX_SIDE));
        }

        /** The number of channels, or classes, that come out. */
        public int out() {
            return integer("out", cells.get(KEY.indexOf("out")), MAX_CHANNELS);
        }

        public Precision precision() {
            return Precision.valueOf(word("precision", Precision.values()));
        }

        /** What an operator's or block's row is about. */
        public OperatorKey key() {
            OperatorKind kind = OperatorKind.valueOf(word("operator", OperatorKind.values()));
            double ratio;
            try {
                ratio = Double.parseDouble(cells.get(KEY.indexOf("ratio")));
            } catch (NumberFormatException e) {
                throw InvalidInputException.at(where, "ratio is no number", "Write it as 0.25.");
            }
            try {
                OperatorForm form = new OperatorForm(
                        kind,
                        integer("kernel", cells.get(1), MAX_SIDE),
                        integer("stride", cells.get(2), MAX_SIDE),
                        ratio,
                        integer("groups", cells.get(KEY.indexOf("groups")), MAX_CHANNELS));
                return new OperatorKey(form, input(), out(), precision());
            } catch (IllegalArgumentException e) {
                throw InvalidInputException.at(where, String.valueOf(e.getMessage()), "Don't change a kit's rows.");
            }
        }

        private int integer(String name, String text, int most) {
            if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > most) {
                throw InvalidInputException.at(where, name + " is '" + text + "'", "A whole number is needed.");
            }
            return Integer.parseInt(text);
        }

        private String word(String column, Enum<?>[] values) {
            String word = cells.get(KEY.indexOf(column));
            return Arrays.stream(values)
                    .map(Enum::name)
                    .filter(name -> name.equalsIgnoreCase(word))
                    .findFirst()
                    .orElseThrow(() -> InvalidInputException.at(
                            where,
                            column + " is '" + word + "'",
                            "Choices are "
                                    + Arrays.stream(values)
                                            .map(v -> v.name().toLowerCase(Locale.ROOT))
                                            .collect(Collectors.joining(", "))
                                    + "."));
        }
    }

    private final Path file;

    /** @param file is made by the first {@link #append} */
    public Measurements(Path file) {
        this.file = file;
    }

    static List<String> cells(OperatorKey key) {
        OperatorForm form = key.form();
        return List.of(
                key.kind().word(),
                Integer.toString(form.kernel()),
                Integer.toString(form.stride()),
                Double.toString(form.ratio()),
                Integer.toString(form.groups()),
                Integer.toString(key.in().channels()),
                Integer.toString(key.outChannels()),
                resolution(key.in()),
                key.precision().word(),
                "");
    }

    static List<String> cells(List<Integer> choices, NetworkGraph graph, Precision precision) {
        return List.of(
                NETWORK,
                "1",
                "1",
                "1.0",
                "1",
                Integer.toString(graph.input().channels()),
                Integer.toString(graph.classes()),
                resolution(graph.input()),
                precision.word(),
                choices.stream().map(String::valueOf).collect(Collectors.joining(".")));
    }

    private static String resolution(TensorShape shape) {
        return shape.width() + "x" + shape.height();
    }

    /** The rows so far, by their cells; of equal ones the first. A last line that was cut off is left out. */
    public Map<List<String>, Row> read() {
        Map<List<String>, Row> rows = new LinkedHashMap<>();
        if (Files.exists(file)) {
            cutTornLine();
            for (Row row : read(file)) {
                rows.putIfAbsent(row.cells(), row);
            }
        }
        return rows;
    }

    /** @throws InvalidInputException if the file isn't one of measurements */
    public static List<Row> read(Path file) {
        return CsvTable.read(file, "Give the file that a measurement or a kit's script wrote.", table -> {
            KEY.forEach(column -> table.require(column, "what was measured"));
            VALUES.forEach(column -> table.require(column, "a measurement"));
            List<Row> rows = new ArrayList<>();
            table.forEach(row -> rows.add(row(row)));
            return rows;
        });
    }

    private static Row row(CsvRow row) {
        double ms = row.number("ms");
        double spread = row.number("spread_ms");
        double count = row.number("count");
        if (!(ms > 0) || spread < 0 || count < 1 || count > Integer.MAX_VALUE) {
            throw InvalidInputException.at(
                    row.where(), "ms, spread_ms or count is out of range", "Leave out what couldn't be measured.");
        }
        List<String> cells = KEY.stream().map(row::text).toList();
        return new Row(
                cells,
                new Measurement(ms, spread, (long) count, java.util.OptionalDouble.empty()),
                row.text("setup"),
                row.where());
    }

    /** Puts rows on the disk. */
    public void append(List<Row> rows) {
        boolean first = !Files.exists(file);
        StringBuilder text = new StringBuilder();
        if (first) {
            text.append(header()).append('\n');
        }
        for (Row row : rows) {
            Measurement measured = row.measured();
            text.append(String.join(",", row.cells()))
                    .append(String.format(
                            Locale.ROOT, ",%.6g,%.6g,%d,", measured.ms(), measured.spreadMs(), measured.count()))
                    .append(quoted(row.setup()))
                    .append('\n');
        }
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        } catch (IOException e) {
            throw new UncheckedIOException("can't write " + file + ": " + e.getMessage(), e);
        }
    }

    /** The first line. */
    static String header() {
        return String.join(",", KEY) + "," + String.join(",", VALUES);
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }

    private void cutTornLine() {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            long end = open.length();
            while (end > 0) {
                open.seek(end - 1);
                if (open.read() == '\n') {
                    break;
                }
                end--;
            }
            open.setLength(end);
        } catch (IOException e) {
            throw new UncheckedIOException("can't read " + file + ": " + e.getMessage(), e);
        }
    }
}
