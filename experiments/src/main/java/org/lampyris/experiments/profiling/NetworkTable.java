package org.lampyris.experiments.profiling;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lampyris.hardware.calibration.networks.MeasuredNetwork;
import org.lampyris.input.CsvRow;
import org.lampyris.input.CsvTable;
import org.lampyris.input.InvalidInputException;

/** Reads whole networks with their latencies from CSV files of others. */
public final class NetworkTable {
    private static final String ADVICE = "A CSV with a row for each network is needed.";

    private final @Nullable String architecture;
    private final @Nullable String latency;

    /**
     * @param architecture the column of the blocks, or null to find it
     * @param latency the column of the milliseconds, or null to find it
     */
    public NetworkTable(@Nullable String architecture, @Nullable String latency) {
        this.architecture = architecture;
        this.latency = latency;
    }

    /** @throws InvalidInputException if a column can't be found, or a latency isn't above 0 */
    public List<MeasuredNetwork> read(Path file) {
        return CsvTable.read(file, ADVICE, table -> {
            String blocks = blocks(table);
            String ms = latency(table, file);
            List<MeasuredNetwork> networks = new ArrayList<>();
            for (CsvRow row : table) {
                double value = row.number(ms);
                if (!(value > 0)) {
                    throw InvalidInputException.at(
                            row.where(), ms + " is " + value, "Latencies are above 0; leave such rows out.");
                }
                networks.add(new MeasuredNetwork(text(row, blocks), value));
            }
            return networks;
        });
    }

    /** The networks alone. */
    public List<String> architectures(Path file) {
        return CsvTable.read(file, ADVICE, table -> {
            String blocks = blocks(table);
            List<String> networks = new ArrayList<>();
            table.forEach(row -> networks.add(text(row, blocks)));
            return networks;
        });
    }

    private static String text(CsvRow row, String column) {
        String text = row.text(column);
        if (text.isBlank()) {
            throw InvalidInputException.at(row.where(), column + " is empty", "Write the network's blocks there.");
        }
        return text;
    }

    private String blocks(CsvTable table) {
        if (architecture != null) {
            table.require(architecture, "--architecture");
            return architecture;
        }
        return table.columns().stream()
                .filter(name -> name.equalsIgnoreCase("arch") || name.equalsIgnoreCase("architecture"))
                .findFirst()
                .orElse(
                        table.columns().isEmpty()
                                ? "architecture"
                                : table.columns().get(0));
    }

    private String latency(CsvTable table, Path file) {
        if (latency != null) {
            table.require(latency, "--latency");
            return latency;
        }
        List<String> milliseconds = table.columns().stream()
                .filter(name -> name.matches("(?i)(.*_)?ms(_.*)?|latency"))
                .toList();
        List<String> measured =
                milliseconds.stream().filter(name -> name.contains("measured")).toList();
        List<String> found = measured.isEmpty() ? milliseconds : measured;
        if (found.isEmpty()) {
            table.require("ms", "the latency"); // Which says what there is, if anything.
        }
        if (found.size() != 1) {
            throw InvalidInputException.at(
                    file + ":1",
                    "the columns " + String.join(", ", found) + " may all hold the latency",
                    "Name one with --latency.");
        }
        return found.get(0);
    }
}
