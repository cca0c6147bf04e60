package org.lampyris.input;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A value of a YAML document that knows its place. The accessors check: each throws an {@link InvalidInputException}
 * that names file, line, key and value when the value isn't what was asked for.
 */
public final class YamlNode {
    private final String place;
    private final String path;
    private final boolean plain;
    private final @Nullable String scalar;
    private final @Nullable List<YamlNode> items;
    private final @Nullable Map<String, YamlNode> entries;

    private YamlNode(
            String place,
            String path,
            boolean plain,
            @Nullable String scalar,
            @Nullable List<YamlNode> items,
            @Nullable Map<String, YamlNode> entries) {
        this.place = place;
        this.path = path;
        this.plain = plain;
        this.scalar = scalar;
        this.items = items;
        this.entries = entries;
    }

    static YamlNode scalar(String place, String path, String value, boolean plain) {
        return new YamlNode(place, path, plain, value, null, null);
    }

    static YamlNode list(String place, String path, List<YamlNode> items) {
        return new YamlNode(place, path, false, null, List.copyOf(items), null);
    }

    static YamlNode mapping(String place, String path, Map<String, YamlNode> entries) {
        return new YamlNode(place, path, false, null, null, entries);
    }

    /** File and line, e.g. {@code edge.yaml:12}. */
    public String place() {
        return place;
    }

    /** Where in the document, e.g. {@code limits.latency_ms}; empty at the top. */
    public String path() {
        return path;
    }

    /** An error about this value: {@code problem} continues a sentence that starts with the value's name. */
    public InvalidInputException error(String problem, String advice) {
        return InvalidInputException.at(place, (path.isEmpty() ? "the document" : path) + " " + problem, advice);
    }

    public boolean isMapping() {
        return entries != null;
    }

    public boolean isList() {
        return items != null;
    }

    /** The value of a key of this mapping, which must be there. */
    public YamlNode get(String key) {
        return find(key)
                .orElseThrow(() -> InvalidInputException.at(
                        place, "the key '" + (path.isEmpty() ? key : path + "." + key) + "' is missing", "Add it."));
    }

    /** The value of a key of this mapping, if it is there. */
    public Optional<YamlNode> find(String key) {
        return Optional.ofNullable(mapping().get(key));
    }

    /** The keys of this mapping, in the order of the document. */
    public Set<String> keys() {
        return mapping().keySet();
    }

    /** Refuses this mapping if it has any other key, with the nearest allowed one as advice. */
    public YamlNode allowOnly(String... allowed) {
        Set<String> known = Set.of(allowed);
        mapping().forEach((key, value) -> {
            if (!known.contains(key)) {
                throw InvalidInputException.at(
                        value.place,
                        "unknown key '" + value.path + "'",
                        "Known here: " + String.join(", ", new TreeSet<>(known)) + ".");
            }
        });
        return this;
    }

    public List<YamlNode> list() {
        if (items == null) {
            throw error("is " + describe(), "A list is needed here.");
        }
        return items;
    }

    /** The list of this value's items, which must have at least one. */
    public List<YamlNode> nonEmptyList() {
        if (list().isEmpty()) {
            throw error("is an empty list", "At least one item is needed.");
        }
        return list();
    }

    public String text() {
        if (scalar == null || scalar.isBlank()) {
            throw error("is " + describe(), "A text is needed here.");
        }
        return scalar;
    }

    /** One of a closed set of words. */
    public String oneOf(String... words) {
        String word = text();
        if (!Set.of(words).contains(word)) {
            throw error("is '" + word + "'", "One of " + String.join(", ", words) + " is needed.");
        }
        return word;
    }

    public boolean flag() {
        if (scalar == null || !plain || !Set.of("true", "false").contains(scalar)) {
            throw error("is " + describe(), "true or false is needed.");
        }
        return scalar.equals("true");
    }

    public int integer(int minimum, int maximum) {
        long value = longInteger(minimum, maximum);
        return (int) value;
    }

    public long longInteger(long minimum, long maximum) {
        String range = "A whole number from " + minimum + " to " + maximum + " is needed.";
        if (scalar == null || !plain || !scalar.matches("[+-]?[0-9]{1,19}")) {
            throw error("is " + describe(), range);
        }
        try {
            long value = Long.parseLong(scalar);
            if (value < minimum || value > maximum) {
                throw error("is " + value, range);
            }
            return value;
        } catch (NumberFormatException e) {
            throw error("is " + describe(), range);
        }
    }

    /** A finite number within the closed range. */
    public double number(double minimum, double maximum) {
        String range = Double.isInfinite(maximum)
                ? "A number of at least " + shortest(minimum) + " is needed."
                : "A number from " + shortest(minimum) + " to " + shortest(maximum) + " is needed.";
        if (scalar == null || !plain || !scalar.matches("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,3})?")) {
            throw error("is " + describe(), range);
        }
        double value = Double.parseDouble(scalar);
        if (!(value >= minimum && value <= maximum) || Double.isInfinite(value)) {
            throw error("is " + scalar, range);
        }
        return value;
    }

    /** A finite number above zero. */
    public double positive() {
        double value = number(0, Double.POSITIVE_INFINITY);
        if (value == 0) {
            throw error("is 0", "A number above 0 is needed.");
        }
        return value;
    }

    private Map<String, YamlNode> mapping() {
        if (entries == null) {
            throw error("is " + describe(), "A mapping (key: value) is needed here.");
        }
        return Objects.requireNonNull(entries);
    }

    private String describe() {
        if (items != null) {
            return "a list";
        }
        if (entries != null) {
            return "a mapping";
        }
        String text = Objects.requireNonNull(scalar);
        return text.isEmpty() ? "empty" : "'" + (text.length() > 60 ? text.substring(0, 60) + "…" : text) + "'";
    }

    private static String shortest(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
