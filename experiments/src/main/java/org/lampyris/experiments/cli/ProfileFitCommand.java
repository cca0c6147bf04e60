package org.lampyris.experiments.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lampyris.experiments.profiling.NetworkTable;
import org.lampyris.experiments.profiling.PredictionErrorsJson;
import org.lampyris.experiments.report.Json;
import org.lampyris.hardware.calibration.PredictionErrors;
import org.lampyris.hardware.calibration.networks.BlockCost;
import org.lampyris.hardware.calibration.networks.MeasuredNetwork;
import org.lampyris.hardware.calibration.networks.NetworkFit;
import org.lampyris.input.CsvTable;
import org.lampyris.input.InvalidInputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code profile fit}: what blocks cost, from latencies of whole networks. */
@Command(
        name = "fit",
        description = "Fits costs of blocks to latencies of whole networks, in any notation of blocks one after the"
                + " other, and says how far predictions of others are off.")
final class ProfileFitCommand implements Callable<Integer> {
    private static final int LEAST = 10;

    private final Console console;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--networks",
            required = true,
            paramLabel = "CSV",
            description = "A row for each network: its blocks (as 78184 or e6k3l1-e4k5l2) and milliseconds.")
    private Path networks = Path.of("");

    @Option(
            names = "--architecture",
            paramLabel = "COLUMN",
            description = "The column of the blocks (default: arch or architecture, else the first).")
    private @Nullable String architecture;

    @Option(
            names = "--latency",
            paramLabel = "COLUMN",
            description = "The column of the milliseconds (default: the one whose name says measured, else ms).")
    private @Nullable String latency;

    @Option(
            names = "--rows",
            paramLabel = "even|odd|N",
            description = "Fits the rows 2, 4, ..., the rows 1, 3, ..., or the first N, and checks the others (default:"
                    + " fits all, and five times without a fifth, which is checked).")
    private @Nullable String rows;

    @Option(names = "--out", paramLabel = "CSV", description = "Writes what each block costs at each place.")
    private @Nullable Path out;

    @Option(
            names = "--predict",
            paramLabel = "CSV",
            description = "Prints predictions for networks of the same notation; the report then goes to the errors.")
    private @Nullable Path predict;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    ProfileFitCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        NetworkTable table = new NetworkTable(architecture, latency);
        List<MeasuredNetwork> all = table.read(networks);
        List<MeasuredNetwork> fitted = new ArrayList<>();
        List<MeasuredNetwork> checked = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            (isFitted(i) ? fitted : checked).add(all.get(i));
        }
        if (fitted.size() < LEAST) {
            throw InvalidInputException.at(
                    networks.toString(),
                    "only " + fitted.size() + " networks to fit",
                    "At least " + LEAST + " are needed.");
        }
        NetworkFit fit = NetworkFit.of(fitted);
        boolean held = !checked.isEmpty();
        PredictionErrors errors = held ? fit.errors(checked) : NetworkFit.crossValidated(fitted);
        String how = held ? "of the other rows" : "of rows left out in turn, a fifth at a time";
        if (out != null) {
            OutputFile.write(out, costs(fit, fitted));
        }
        print(predict == null ? console.out() : console.err(), fitted.size(), errors, how);
        if (predict != null) {
            console.out().print(predictions(table, fit, predict));
        }
        return ExitCode.DONE;
    }

    private boolean isFitted(int row) {
        if (rows == null) {
            return true;
        }
        return switch (rows) {
            case "even" -> row % 2 == 1;
            case "odd" -> row % 2 == 0;
            default -> {
                if (!rows.matches("[1-9][0-9]{0,8}")) {
                    throw wrong("--rows is '" + rows + "', but must be even, odd or a number");
                }
                yield row < Integer.parseInt(rows);
            }
        };
    }

    private void print(PrintWriter to, int fitted, PredictionErrors errors, String how) {
        if (json) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("fitted", fitted);
            fields.put("checked", PredictionErrorsJson.of(errors));
            to.print(Json.write(fields));
            return;
        }
        to.print(String.format(
                Locale.ROOT,
                """
                fitted     %d networks
                checked    %d networks: %s
                MAPE       %.3f %%
                median     %.3f %%
                within 10  %.1f %%
                Spearman   %.4f
                Kendall    %.4f
                """,
                fitted,
                errors.networks(),
                how,
                errors.meanPercent(),
                errors.medianPercent(),
                100 * errors.within10(),
                errors.spearman(),
                errors.kendall()));
    }

    private static String costs(NetworkFit fit, List<MeasuredNetwork> fitted) {
        StringBuilder csv = new StringBuilder("place,block,ms_over_mean\n");
        for (BlockCost cost : fit.costs(fitted)) {
            csv.append(
                    String.format(Locale.ROOT, "%d,%s,%.6g\n", cost.place(), CsvTable.quoted(cost.block()), cost.ms()));
        }
        return csv.toString();
    }

    private static String predictions(NetworkTable table, NetworkFit fit, Path file) {
        StringBuilder csv = new StringBuilder("architecture,predicted_ms\n");
        for (String network : table.architectures(file)) {
            csv.append(String.format(Locale.ROOT, "%s,%.6g\n", CsvTable.quoted(network), fit.milliseconds(network)));
        }
        return csv.toString();
    }

    private ParameterException wrong(String problem) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), problem);
    }
}
