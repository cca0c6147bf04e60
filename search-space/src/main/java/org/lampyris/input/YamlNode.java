package org.lampyris.input;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A value of a YAML document that knows its place. The accessors check: each throws an {@link InvalidInputException}
 * that names file, line, key and value when the value isn't what was asked for.
 */
public final class YamlNode {
    private static final Set<String> NULLS = Set.of("~", "null", "Null", "NULL");
    private static final String NUMBER = "[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,3})?";
    private static final int LONGEST_NUMBER = 40;
    private static final int LONGEST_QUOTE = 60;

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
        return new YamlNode(place, path, false, null, null, Collections.unmodifiableMap(entries));
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
                        place,
                        "the key " + quoted(path.isEmpty() ? key : path + "." + key) + " is missing",
                        "Add it."));
    }

    /** The value of a key of this mapping, if it is there. */
    public Optional<YamlNode> find(String key) {
        return Optional.ofNullable(mapping().get(key));
    }

    /** The keys of this mapping, in the order of the document. */
    public Set<String> keys() {
        return mapping().keySet();
    }

    /**
     * Refuses this mapping if it has any other key, with the nearest allowed one as advice.
     *
     * @return this
     */
    public YamlNode allowOnly(String... allowed) {
        List<String> known = List.of(allowed);
        mapping().forEach((key, value) -> {
            if (!known.contains(key)) {
                throw InvalidInputException.at(
                        value.place, "unknown key " + quoted(value.path), Suggestion.among(known, key));
            }
        });
        return this;
    }

    /** This value's items, which must be a list. */
    public List<YamlNode> list() {
        if (items == null) {
            throw error("is " + describe(), "A list is needed here.");
        }
        return items;
    }

    /** This value's items, of which there must be at least one. */
    public List<YamlNode> nonEmptyList() {
        if (list().isEmpty()) {
            throw error("is an empty list", "At least one item is needed.");
        }
        return list();
    }

    /** This value as it is written, which must not be empty. */
    public String text() {
        if (scalar == null || scalar.isBlank() || (plain && NULLS.contains(scalar))) {
            throw error("is " + describe(), "A text is needed here.");
        }
        return scalar;
    }

    /** One of a closed set of words. */
    public String oneOf(String... words) {
        String word = text();
        List<String> known = List.of(words);
        if (!known.contains(word)) {
            throw error("is " + quoted(word), Suggestion.among(known, word));
        }
        return word;
    }

    /** {@code true} or {@code false}, not quoted. */
    public boolean flag() {
        if (scalar == null || !plain || !Set.of("true", "false").contains(scalar)) {
            throw error("is " + describe(), "true or false is needed.");
        }
        return scalar.equals("true");
    }

    /** A whole number within the closed range. */
    public int integer(int minimum, int maximum) {
        return (int) longInteger(minimum, maximum);
    }

    /** A whole number within the closed range. */
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
        if (scalar == null || !plain || scalar.length() > LONGEST_NUMBER || !scalar.matches(NUMBER)) {
            throw error("is " + describe(), range);
        }
        double value = Double.parseDouble(scalar) + 0.0; // no negative zero
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
        return text.isBlank() ? "empty" : quoted(text);
    }

    private static String quoted(String text) {
        return "'" + (text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "…" : text) + "'";
    }

    private static String shortest(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
