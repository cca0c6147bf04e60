package org.lampyris.experiments.profiling;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.lampyris.experiments.report.TextTable;
import org.lampyris.hardware.Cost;
import org.lampyris.hardware.CostModel;
import org.lampyris.hardware.OperatorPricing;
import org.lampyris.hardware.PartCost;
import org.lampyris.hardware.calibration.PredictionErrors;
import org.lampyris.hardware.calibration.RelativeRidge;
import org.lampyris.space.graph.GraphStatistics;
import org.lampyris.space.graph.NetworkGraph;

/** Predicted latencies beside measured ones. */
public final class ProfileCheck {
    private static final int WORST = 5;
    private static final int PARTS = 6;
    private static final int LISTED = 20;
    private static final double APART = 1.1;

    private final List<Compared> networks = new ArrayList<>();

    /**
     * A network's.
     *
     * @param name in a few characters
     * @param description the network in a line
     * @param cost by the profile
     * @param sumMs the plain sum of its single operators, if the profile knows all
     * @param multiplyAdds of one image
     * @param measuredMs the median
     */
    public record Compared(
            String name, String description, Cost cost, OptionalDouble sumMs, long multiplyAdds, double measuredMs) {
        double errorPercent() {
            return 100 * (cost.latencyMs() / measuredMs - 1);
        }
    }

    /** What networks are priced with. */
    public record Models(CostModel profile, OperatorPricing operators) {}

    /** Adds a network. */
    public void add(String name, String description, NetworkGraph graph, Models models, double measuredMs) {
        networks.add(new Compared(
                name,
                description,
                models.profile().estimate(graph),
                models.operators().sum(graph),
                GraphStatistics.of(graph).multiplyAdds(),
                measuredMs));
    }

    public List<Compared> networks() {
        return List.copyOf(networks);
    }

    /** The errors of the profile. */
    public PredictionErrors errors() {
        return errors(networks.stream().mapToDouble(n -> n.cost().latencyMs()).toArray());
    }

    private PredictionErrors errors(double[] predicted) {
        return PredictionErrors.of(predicted, measured());
    }

    private double[] measured() {
        return networks.stream().mapToDouble(Compared::measuredMs).toArray();
    }

    private Optional<PredictionErrors> sum() {
        return networks.stream().allMatch(n -> n.sumMs().isPresent())
                ? Optional.of(errors(networks.stream()
                        .mapToDouble(n -> n.sumMs().getAsDouble())
                        .toArray()))
                : Optional.empty();
    }

    /** A straight line through the networks themselves, which flatters it. */
    private PredictionErrors line() {
        RelativeRidge ridge = new RelativeRidge(new double[2], 1e-9);
        networks.forEach(n -> ridge.add(new double[] {1, n.multiplyAdds()}, n.measuredMs()));
        double[] line = ridge.solve();
        return errors(networks.stream()
                .mapToDouble(n -> line[0] + line[1] * n.multiplyAdds())
                .toArray());
    }

    /** For people. */
    public String text() {
        TextTable table = new TextTable(
                List.of("prediction", "MAPE", "median", "bias", "within 10 %", "Spearman", "Kendall", "networks"));
        row(table, "this profile", errors());
        sum().ifPresent(errors -> row(table, "sum of single operators", errors));
        row(table, "line in multiply-adds, fitted to these", line());
        StringBuilder text = new StringBuilder(table.toString());
        if (networks.size() <= LISTED) {
            text.append('\n').append(list());
        }
        Pairs pairs = pairs();
        text.append(format(
                "\nOf %d pairs that differ by more than 10 %%, %d are predicted in the measured order.\n",
                pairs.apart(), pairs.inOrder()));
        text.append("\nThe worst:\n");
        networks.stream()
                .sorted(Comparator.comparingDouble((Compared n) -> -Math.abs(n.errorPercent())))
                .limit(WORST)
                .forEach(n -> text.append(worst(n)));
        return text.toString();
    }

    private TextTable list() {
        TextTable table = new TextTable(List.of("network", "predicted ms", "measured ms", "error", "provenance"));
        networks.forEach(n -> table.row(List.of(
                n.name(),
                format("%.4f", n.cost().latencyMs()),
                format("%.4f", n.measuredMs()),
                format("%+.1f %%", n.errorPercent()),
                n.cost().provenance().toString())));
        return table;
    }

    /** Pairs of networks whose measured latencies differ by more than 10 %, and how many are predicted in order. */
    record Pairs(int apart, int inOrder) {}

    Pairs pairs() {
        int apart = 0;
        int inOrder = 0;
        for (Compared slow : networks) {
            for (Compared fast : networks) {
                if (slow.measuredMs() > APART * fast.measuredMs()) {
                    apart++;
                    inOrder += slow.cost().latencyMs() > fast.cost().latencyMs() ? 1 : 0;
                }
            }
        }
        return new Pairs(apart, inOrder);
    }

    private static void row(TextTable table, String name, PredictionErrors errors) {
        table.row(List.of(
                name,
                format("%.2f %%", errors.meanPercent()),
                format("%.2f %%", errors.medianPercent()),
                format("%+.2f %%", errors.biasPercent()),
                format("%.1f %%", 100 * errors.within10()),
                format("%.4f", errors.spearman()),
                format("%.4f", errors.kendall()),
                Integer.toString(errors.networks())));
    }

    private static String worst(Compared network) {
        StringBuilder text = new StringBuilder(format(
                "%s  predicted %.4f ms, measured %.4f ms, %+.1f %%  (%s)\n  %s\n",
                network.name(),
                network.cost().latencyMs(),
                network.measuredMs(),
                network.errorPercent(),
                network.cost().provenance(),
                network.description()));
        network.cost().parts().stream()
                .sorted(Comparator.comparingDouble((PartCost part) -> -part.latencyMs()))
                .limit(PARTS)
                .forEach(part -> text.append(format(
                        "    %.4f ms  %3.0f %%  %s  (%s)\n",
                        part.latencyMs(),
                        100 * part.latencyMs() / network.cost().latencyMs(),
                        part.part(),
                        part.source())));
        return text.toString();
    }

    /** For scripts. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("profile", PredictionErrorsJson.of(errors()));
        json.put("operator_sum", sum().map(PredictionErrorsJson::of));
        json.put("multiply_adds", PredictionErrorsJson.of(line()));
        json.put("pairs_apart", pairs().apart());
        json.put("pairs_in_order", pairs().inOrder());
        json.put(
                "networks",
                networks.stream()
                        .map(n -> {
                            Map<String, Object> row = new LinkedHashMap<>();
                            row.put("network", n.name());
                            row.put("predicted_ms", n.cost().latencyMs());
                            row.put("spread_ms", n.cost().spreadMs());
                            row.put("measured_ms", n.measuredMs());
                            row.put("operator_sum_ms", n.sumMs());
                            row.put("multiply_adds", n.multiplyAdds());
                            row.put("provenance", n.cost().provenance().toString());
                            return row;
                        })
                        .toList());
        return json;
    }

    /** A line a network. */
    public String csv() {
        StringBuilder csv = new StringBuilder(
                "network,predicted_ms,spread_ms,measured_ms,error_percent,operator_sum_ms,multiply_adds\n");
        networks.forEach(n -> csv.append(format(
                "%s,%.6f,%.6f,%.6f,%.3f,%.6f,%d\n",
                n.name(),
                n.cost().latencyMs(),
                n.cost().spreadMs(),
                n.measuredMs(),
                n.errorPercent(),
                n.sumMs().orElse(Double.NaN),
                n.multiplyAdds())));
        return csv.toString();
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
