package org.lampyris.hardware;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import org.lampyris.hardware.latency.Decomposition;
import org.lampyris.hardware.latency.Entry;
import org.lampyris.hardware.latency.Measurement;
import org.lampyris.hardware.latency.OperatorForm;
import org.lampyris.hardware.latency.OperatorKey;
import org.lampyris.hardware.latency.OperatorKind;
import org.lampyris.hardware.latency.Precision;
import org.lampyris.input.YamlNode;
import org.lampyris.space.graph.TensorShape;

/** The declared columns of a table's rows. */
final class Columns {
    private static final int MAX_SIZE = 1 << 20;
    private static final int MAX_EXTENT = 1 << 14;
    private static final double MAX_WORK = 1e15;
    private static final double LEAST = 1e-9;
    private static final Set<String> KEY =
            Set.of("operator", "kernel", "stride", "ratio", "groups", "in", "out", "resolution", "precision");
    private static final Set<String> VALUE = Set.of("ms", "spread_ms", "count", "energy_uj", "basis");

    private final List<String> names;

    private Columns(List<String> names) {
        this.names = names;
    }

    /** @param values which columns besides the key's must be there; none means that only the key's may be */
    static Columns read(YamlNode node, String... values) {
        List<String> names = node.nonEmptyList().stream().map(YamlNode::text).toList();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            YamlNode item = node.list().get(i);
            if (!KEY.contains(name) && !(values.length > 0 && VALUE.contains(name))) {
                throw item.error("is the unknown column '" + name + "'", "See docs/profiles.md for the columns.");
            }
            if (names.indexOf(name) != i) {
                throw item.error("repeats the column '" + name + "'", "Remove one of them.");
            }
        }
        for (String needed : List.of("operator", "in", "resolution")) {
            require(node, names, needed);
        }
        Arrays.stream(values).forEach(needed -> require(node, names, needed));
        return new Columns(names);
    }

    private static void require(YamlNode node, List<String> names, String needed) {
        if (!names.contains(needed)) {
            throw node.error("lacks the column '" + needed + "'", "Add it to the columns and to each row.");
        }
    }

    Entry entry(YamlNode row, Precision precision) {
        Map<String, YamlNode> cells = cells(row);
        boolean overSkip = cell(cells, "basis")
                .map(node -> node.oneOf("whole", "over_skip").equals("over_skip"))
                .orElse(false);
        return new Entry(key(row, precision), measurement(name -> cell(cells, name)), overSkip);
    }

    OperatorKey key(YamlNode row, Precision usual) {
        Map<String, YamlNode> cells = cells(row);
        OperatorKind kind = kind(cell(cells, "operator").orElse(row));
        double ratio =
                cell(cells, "ratio").map(node -> node.number(0.001, 1000)).orElse(1.0);
        OperatorForm form = new OperatorForm(
                kind, size(cells, "kernel", 1), size(cells, "stride", 1), ratio, size(cells, "groups", 1));
        int in = size(cells, "in", 1);
        Precision precision =
                cell(cells, "precision").map(ProfileReader::precision).orElse(usual);
        TensorShape shape = shape(in, cell(cells, "resolution").orElse(row));
        OperatorKey key = new OperatorKey(form, shape, size(cells, "out", in), precision);
        if (work(key) > MAX_WORK) {
            throw row.error("is larger than any operator can be", "Check its channels, kernel and resolution.");
        }
        try {
            Decomposition.of(key);
        } catch (IllegalArgumentException e) {
            throw row.error(
                    "is no possible operator (" + e.getMessage() + ")", "Check its channels, kernel and groups.");
        }
        return key;
    }

    /** At least the multiply-adds of the largest operator within. */
    private static double work(OperatorKey key) {
        double wide = Math.max(key.in().channels(), key.outChannels())
                * Math.max(1, key.form().ratio());
        double kernel = key.form().kernel();
        return wide * wide * kernel * kernel * key.in().width() * key.in().height();
    }

    static Measurement measurement(Function<String, Optional<YamlNode>> cells) {
        return new Measurement(
                value(cells, "ms").orElse(0),
                value(cells, "spread_ms").orElse(0),
                cells.apply("count")
                        .map(node -> node.longInteger(1, Long.MAX_VALUE))
                        .orElse(0L),
                value(cells, "energy_uj"));
    }

    private static OptionalDouble value(Function<String, Optional<YamlNode>> cells, String name) {
        return cells.apply(name).map(node -> OptionalDouble.of(quantity(node))).orElseGet(OptionalDouble::empty);
    }

    private static double quantity(YamlNode node) {
        double value = node.number(0, 1e9);
        if (value > 0 && value < LEAST) {
            throw node.error("is " + node.text(), "0 or at least " + LEAST + " is needed.");
        }
        return value;
    }

    private Map<String, YamlNode> cells(YamlNode row) {
        List<YamlNode> items = row.list();
        if (items.size() != names.size()) {
            throw row.error(
                    "has " + items.size() + " values for " + names.size() + " columns",
                    "The columns are " + String.join(", ", names) + ".");
        }
        Map<String, YamlNode> cells = new LinkedHashMap<>();
        for (int i = 0; i < items.size(); i++) {
            cells.put(names.get(i), items.get(i));
        }
        return cells;
    }

    private static OperatorKind kind(YamlNode node) {
        String[] words =
                Arrays.stream(OperatorKind.values()).map(OperatorKind::word).toArray(String[]::new);
        return OperatorKind.valueOf(node.oneOf(words).toUpperCase(Locale.ROOT));
    }

    private static int size(Map<String, YamlNode> cells, String name, int otherwise) {
        return cell(cells, name).map(node -> node.integer(1, MAX_SIZE)).orElse(otherwise);
    }

    private static Optional<YamlNode> cell(Map<String, YamlNode> cells, String name) {
        return Optional.ofNullable(cells.get(name));
    }

    /** A resolution is one number for a square, or width x height such as 96x64. */
    private static TensorShape shape(int channels, YamlNode node) {
        String text = node.text();
        if (!text.matches("[0-9]{1,5}x[0-9]{1,5}")) {
            int side = node.integer(1, MAX_EXTENT);
            return new TensorShape(channels, side, side);
        }
        String[] sides = text.split("x", 2);
        int width = Integer.parseInt(sides[0]);
        int height = Integer.parseInt(sides[1]);
        if (Math.min(width, height) < 1 || Math.max(width, height) > MAX_EXTENT) {
            throw node.error("is " + text, "Sides from 1 to " + MAX_EXTENT + " are needed.");
        }
        return new TensorShape(channels, height, width);
    }
}
