package org.lampyris.hardware;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lampyris.hardware.latency.Composite;
import org.lampyris.hardware.latency.Entry;
import org.lampyris.hardware.latency.LatencyTable;
import org.lampyris.hardware.latency.OperatorKey;
import org.lampyris.hardware.latency.OperatorKind;
import org.lampyris.hardware.latency.Precision;
import org.lampyris.input.YamlNode;

/** Reads the latency section of a profile. */
final class LatencyReader {
    private final Precision precision;

    LatencyReader(Precision precision) {
        this.precision = precision;
    }

    LatencyTable read(YamlNode latency) {
        latency.allowOnly("fallback", "columns", "entries", "composites", "networks");
        Columns columns = Columns.read(latency.get("columns"), "ms");
        Map<OperatorKey, Entry> entries = new LinkedHashMap<>();
        Map<OperatorKey, YamlNode> rows = new LinkedHashMap<>();
        for (YamlNode row : latency.get("entries").nonEmptyList()) {
            Entry entry = columns.entry(row, precision);
            Entry earlier = entries.putIfAbsent(entry.key(), entry);
            YamlNode first = rows.putIfAbsent(entry.key(), row);
            if (earlier != null && first != null && !earlier.equals(entry)) {
                throw row.error(
                        "gives " + entry.key() + " another latency than " + first.path() + " at " + first.place(),
                        "Remove one of them.");
            }
        }
        List<Composite> composites = new ArrayList<>();
        if (latency.find("composites").isPresent()) {
            for (YamlNode node : latency.get("composites").list()) {
                composites.add(composite(node));
            }
        }
        return new LatencyTable(List.copyOf(entries.values()), composites);
    }

    static NetworkCorrection correction(YamlNode node) {
        node.allowOnly("count", "error_percent", "from", "coefficients", "fitted");
        YamlNode coefficients =
                node.get("coefficients").allowOnly(NetworkFeatures.names().toArray(String[]::new));
        SortedMap<String, Double> values = new TreeMap<>();
        coefficients
                .keys()
                .forEach(name -> values.put(name, coefficients.get(name).number(-1e9, 1e9)));
        return new NetworkCorrection(
                values,
                node.get("count").integer(1, Integer.MAX_VALUE),
                node.get("error_percent").number(0, 1e6),
                node.find("from").map(YamlNode::text).orElse(""),
                node.find("fitted")
                        .map(list -> list.list().stream().map(YamlNode::text).toList())
                        .orElse(List.of()));
    }

    private Composite composite(YamlNode node) {
        node.allowOnly("name", "columns", "operators", "ms", "spread_ms", "count", "energy_uj");
        Columns columns = Columns.read(node.get("columns"));
        List<OperatorKey> operators = new ArrayList<>();
        List<OperatorKey> skips = new ArrayList<>();
        for (YamlNode row : node.get("operators").nonEmptyList()) {
            OperatorKey key = columns.key(row, precision);
            if (key.kind() == OperatorKind.SKIP) {
                skips.add(key);
            } else if (key.kind().isBlock()) {
                throw row.error("is a block", "A composite holds operators and skips.");
            } else {
                operators.add(key);
            }
        }
        node.get("ms");
        return new Composite(node.get("name").text(), operators, skips, Columns.measurement(node::find));
    }
}
