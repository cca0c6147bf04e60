package org.lampyris.hardware;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lampyris.hardware.latency.LatencyTable;
import org.lampyris.hardware.latency.Precision;
import org.lampyris.hardware.roofline.Roofline;
import org.lampyris.input.YamlNode;

/** Turns a YAML document into a {@link HardwareProfile}; what the keys mean stands in docs/profiles.md. */
final class ProfileReader {
    private static final double MEGA = 1e6;
    private static final double LEAST_RATE = 0.001;
    private static final double MOST_RATE = 1e12;

    private ProfileReader() {}

    static HardwareProfile read(String name, YamlNode root, String hash) {
        root.allowOnly(
                "device",
                "description",
                "precision",
                "provenance",
                "limits",
                "latency",
                "roofline",
                "energy",
                "machine");
        Precision precision = precision(root.get("precision"));
        YamlNode from = root.get("provenance").allowOnly("measured_by", "method", "date", "source", "licence");
        Origin origin = new Origin(
                from.get("measured_by").text(),
                from.get("method").text(),
                from.get("date").text(),
                from.get("source").text(),
                from.get("licence").text());
        Device device =
                new Device(root.get("device").text(), root.get("description").text(), precision, origin);
        return new HardwareProfile(
                name,
                device,
                limits(root),
                pricing(root, precision),
                root.find("machine").map(ProfileReader::machine),
                hash);
    }

    private static Machine machine(YamlNode node) {
        SortedMap<String, String> setup = new TreeMap<>();
        node.keys().forEach(key -> setup.put(key, node.get(key).text()));
        setup.remove("processor");
        return new Machine(node.get("processor").text(), setup);
    }

    static Precision precision(YamlNode node) {
        String[] words = Arrays.stream(Precision.values()).map(Precision::word).toArray(String[]::new);
        return Precision.valueOf(node.oneOf(words).toUpperCase(Locale.ROOT));
    }

    private static Limits limits(YamlNode root) {
        Optional<YamlNode> limits =
                root.find("limits").map(node -> node.allowOnly("latency_ms", "energy_uj", "flash", "ram"));
        return new Limits(
                positive(limits, "latency_ms"),
                positive(limits, "energy_uj"),
                size(limits, "flash"),
                size(limits, "ram"));
    }

    private static Pricing pricing(YamlNode root, Precision precision) {
        Optional<YamlNode> latency = root.find("latency");
        Optional<YamlNode> roofline = root.find("roofline");
        LatencyTable table =
                latency.map(node -> new LatencyReader(precision).read(node)).orElseGet(LatencyTable::empty);
        if (latency.isEmpty() && roofline.isEmpty()) {
            throw root.error("has neither 'latency' nor 'roofline'", "One of them must say what operators cost.");
        }
        boolean allowed = latency.flatMap(node -> node.find("fallback"))
                .map(node -> node.oneOf("none", "roofline").equals("roofline"))
                .orElse(latency.isEmpty());
        if (allowed && roofline.isEmpty()) {
            throw latency.orElse(root).error("asks for the fallback 'roofline'", "Add a 'roofline' section.");
        }
        Optional<YamlNode> energy = root.find("energy").map(node -> node.allowOnly("power_mw"));
        return new Pricing(
                table,
                roofline.map(ProfileReader::roofline).filter(r -> allowed),
                latency.flatMap(node -> node.find("networks")).map(LatencyReader::correction),
                positive(energy, "power_mw"));
    }

    private static Roofline roofline(YamlNode node) {
        node.allowOnly(
                "convolution_mmacs_per_s",
                "depthwise_mmacs_per_s",
                "dense_mmacs_per_s",
                "memory_mb_per_s",
                "overhead_us",
                "relative_error");
        Roofline.Rates rates = new Roofline.Rates(
                rate(node.get("convolution_mmacs_per_s")),
                rate(node.get("depthwise_mmacs_per_s")),
                rate(node.get("dense_mmacs_per_s")));
        return new Roofline(
                rates,
                rate(node.get("memory_mb_per_s")),
                node.get("overhead_us").number(0, 1e9) / 1000,
                node.get("relative_error").number(0, 10));
    }

    /** Millions a second as a number a second. */
    private static double rate(YamlNode node) {
        return MEGA * node.number(LEAST_RATE, MOST_RATE);
    }

    private static OptionalDouble positive(Optional<YamlNode> parent, String key) {
        return parent.flatMap(node -> node.find(key))
                .map(node -> OptionalDouble.of(node.number(0.001, 1e12)))
                .orElseGet(OptionalDouble::empty);
    }

    private static OptionalLong size(Optional<YamlNode> parent, String key) {
        return parent.flatMap(node -> node.find(key))
                .map(node -> OptionalLong.of(Units.bytes(node)))
                .orElseGet(OptionalLong::empty);
    }
}
