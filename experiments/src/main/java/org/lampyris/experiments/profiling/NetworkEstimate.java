package org.lampyris.experiments.profiling;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.lampyris.experiments.report.TextTable;
import org.lampyris.hardware.Cost;
import org.lampyris.hardware.HardwareProfile;
import org.lampyris.hardware.PartCost;
import org.lampyris.hardware.PartWork;
import org.lampyris.space.graph.NetworkGraph;

/** What one network costs on a device, part by part. */
public final class NetworkEstimate {
    private static final double KILO = 1000;

    private final Cost cost;
    private final Map<String, PartWork> works;
    private final OptionalDouble powerMilliwatts;

    public NetworkEstimate(NetworkGraph graph, HardwareProfile profile) {
        this.cost = profile.costModel().estimate(graph);
        this.works = PartWork.of(graph, profile);
        this.powerMilliwatts = profile.pricing().powerMilliwatts();
    }

    /** For people. */
    public String text() {
        TextTable table = new TextTable(List.of(
                "part", "ms", "share", "+-ms", "uJ", "MMAC", "weights KB", "moved KB", "limit", "provenance", "from"));
        for (PartCost part : cost.parts()) {
            PartWork work = work(part);
            table.row(List.of(
                    part.part(),
                    format("%.4f", part.latencyMs()),
                    format("%.1f %%", 100 * part.latencyMs() / cost.latencyMs()),
                    format("%.4f", part.spreadMs()),
                    energy(part).isPresent() ? format("%.2f", energy(part).getAsDouble()) : "-",
                    format("%.3f", work.multiplyAdds() / KILO / KILO),
                    format("%.1f", work.weightBytes() / KILO),
                    format("%.1f", work.activationBytes() / KILO),
                    work.limit().orElse("-"),
                    part.provenance().name().toLowerCase(Locale.ROOT),
                    part.source()));
        }
        return table
                + format(
                        "\n%.4f ms +- %.4f: %s\n%sflash %.1f KB, peak memory %.1f KB\n",
                        cost.latencyMs(),
                        cost.spreadMs(),
                        cost.provenance(),
                        cost.energyMicrojoules().isPresent()
                                ? format("%.2f uJ, ", cost.energyMicrojoules().getAsDouble())
                                : "",
                        cost.flashBytes() / KILO,
                        cost.peakMemoryBytes() / KILO);
    }

    /** For scripts. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("latency_ms", cost.latencyMs());
        json.put("spread_ms", cost.spreadMs());
        json.put("provenance", cost.provenance().toString());
        json.put("energy_uj", cost.energyMicrojoules());
        json.put("flash_bytes", cost.flashBytes());
        json.put("peak_memory_bytes", cost.peakMemoryBytes());
        List<Map<String, Object>> parts = new ArrayList<>();
        for (PartCost part : cost.parts()) {
            PartWork work = work(part);
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("part", part.part());
            row.put("ms", part.latencyMs());
            row.put("spread_ms", part.spreadMs());
            row.put("energy_uj", energy(part));
            row.put("multiply_adds", work.multiplyAdds());
            row.put("weight_bytes", work.weightBytes());
            row.put("moved_bytes", work.activationBytes());
            row.put("limit", work.limit());
            row.put("provenance", part.provenance().name().toLowerCase(Locale.ROOT));
            row.put("from", part.source());
            parts.add(row);
        }
        json.put("parts", parts);
        return json;
    }

    private PartWork work(PartCost part) {
        return works.getOrDefault(part.part(), new PartWork(0, 0, 0, Optional.empty()));
    }

    private OptionalDouble energy(PartCost part) {
        return part.energyMicrojoules().isPresent() || powerMilliwatts.isEmpty()
                ? part.energyMicrojoules()
                : OptionalDouble.of(part.latencyMs() * powerMilliwatts.getAsDouble());
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
