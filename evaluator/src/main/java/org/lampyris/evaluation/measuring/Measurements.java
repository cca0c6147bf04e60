package org.lampyris.evaluation.measuring;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.lampyris.hardware.latency.Measurement;
import org.lampyris.input.CsvRow;
import org.lampyris.input.CsvTable;
import org.lampyris.input.InvalidInputException;

/**
 * A file of measurements, CSV with a row for each model. A batch of rows is on the disk before the next one is measured,
 * so whatever ends the measuring, what was measured stays. A kit's script writes the same columns.
 */
public final class Measurements {
    /** What identifies a model. */
    public static final List<String> KEY = List.of(
            "operator", "kernel", "stride", "ratio", "groups", "in", "out", "resolution", "precision", "network");

    /** What was measured, and on what. */
    public static final List<String> VALUES = List.of("ms", "spread_ms", "count", "energy_uj", "setup");

    private static final double LEAST_MS = 1e-9;
    private static final double MOST_MS = 1e9;

    private final Path file;

    /** @param file is made by the first {@link #append} */
    public Measurements(Path file) {
        this.file = file;
    }

    /**
     * Keeps other processes from writing the file until the result is closed.
     *
     * @throws InvalidInputException if one does so already
     */
    public FileChannel hold() {
        Path lock = file.resolveSibling("." + file.getFileName() + ".lock");
        try {
            FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                if (channel.tryLock() != null) {
                    return channel;
                }
            } catch (OverlappingFileLockException e) {
                // The same process.
            }
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("can't write " + lock + ": " + e.getMessage(), e);
        }
        throw InvalidInputException.at(
                file.toString(), "another measurement writes it at the moment", "Wait, or choose another --out.");
    }

    /** The rows so far, by their cells; of equal ones the first. A last line that was cut off is left out. */
    public Map<List<String>, MeasuredRow> read() {
        Map<List<String>, MeasuredRow> rows = new LinkedHashMap<>();
        if (begun()) {
            cutTornLine();
            for (MeasuredRow row : read(file)) {
                rows.putIfAbsent(row.cells(), row);
            }
        }
        return rows;
    }

    /**
     * Whether there is anything in the file.
     *
     * @throws InvalidInputException if it is there and isn't one of measurements
     */
    private boolean begun() {
        if (!Files.exists(file)) {
            return false;
        }
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            String first = reader.readLine();
            if (first == null || (header().startsWith(first) && reader.readLine() == null)) {
                return false; // It was killed, or the disk was full, before a row was written.
            }
            if (!first.equals(header())) {
                throw InvalidInputException.at(
                        file.toString(),
                        "it isn't a file of measurements, and would be written to",
                        "Choose another --out.");
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException("can't read " + file + ": " + e.getMessage(), e);
        }
    }

    /** @throws InvalidInputException if the file isn't one of measurements */
    public static List<MeasuredRow> read(Path file) {
        return CsvTable.read(file, "Give the file that a measurement or a kit's script wrote.", table -> {
            KEY.forEach(column -> table.require(column, "what was measured"));
            VALUES.forEach(column -> table.require(column, "a measurement"));
            List<MeasuredRow> rows = new ArrayList<>();
            table.forEach(row -> rows.add(row(row)));
            return rows;
        });
    }

    private static MeasuredRow row(CsvRow row) {
        double ms = row.number("ms");
        double spread = row.number("spread_ms");
        double count = row.number("count");
        if (ms < LEAST_MS || ms > MOST_MS || spread < 0 || spread > MOST_MS || count < 1 || count > Integer.MAX_VALUE) {
            throw InvalidInputException.at(
                    row.where(), "ms, spread_ms or count is out of range", "Leave out what couldn't be measured.");
        }
        List<String> cells = KEY.stream().map(row::text).toList();
        OptionalDouble energy =
                row.text("energy_uj").isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(row.number("energy_uj"));
        if (energy.isPresent() && !(energy.getAsDouble() >= LEAST_MS && energy.getAsDouble() <= MOST_MS)) {
            throw InvalidInputException.at(row.where(), "energy_uj is out of range", "Leave it empty.");
        }
        return new MeasuredRow(
                cells, new Measurement(ms, spread, (long) count, energy), row.text("setup"), row.where());
    }

    /** Puts rows on the disk. */
    public void append(List<MeasuredRow> rows) {
        StringBuilder text = new StringBuilder();
        boolean begun = begun();
        if (!begun) {
            text.append(header()).append('\n');
        }
        for (MeasuredRow row : rows) {
            Measurement measured = row.measured();
            text.append(String.join(",", row.cells()))
                    .append(String.format(
                            Locale.ROOT, ",%.6g,%.6g,%d,", measured.ms(), measured.spreadMs(), measured.count()))
                    .append(
                            measured.energyMicrojoules().isPresent()
                                    ? String.format(
                                            Locale.ROOT,
                                            "%.6g",
                                            measured.energyMicrojoules().getAsDouble())
                                    : "")
                    .append(',')
                    .append(CsvTable.quoted(row.setup()))
                    .append('\n');
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.position(begun ? channel.size() : 0);
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
