package org.lampyris.experiments.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Writes maps, lists, texts, numbers and truth values as JSON (RFC 8259), two blanks a level. Give maps that keep an
 * order. Empty optionals and numbers that aren't finite become {@code null}.
 */
public final class Json {
    private final StringBuilder text = new StringBuilder();

    private Json() {}

    /** @throws IllegalArgumentException for anything else */
    public static String write(Object value) {
        Json json = new Json();
        json.value(value, 0);
        return json.text.append('\n').toString();
    }

    private void value(@Nullable Object value, int depth) {
        if (value instanceof Map<?, ?> map) {
            map(map, depth);
        } else if (value instanceof List<?> list) {
            list(list, depth);
        } else if (value instanceof Optional<?> optional) {
            value(optional.orElse(null), depth);
        } else if (value instanceof OptionalInt optional) {
            value(optional.isPresent() ? optional.getAsInt() : null, depth);
        } else if (value instanceof OptionalDouble optional) {
            value(optional.isPresent() ? optional.getAsDouble() : null, depth);
        } else if (value instanceof Double number) {
            text.append(number(number));
        } else if (value == null || value instanceof Number || value instanceof Boolean) {
            text.append(value);
        } else if (value instanceof CharSequence || value instanceof Enum<?>) {
            string(value.toString());
        } else {
            throw new IllegalArgumentException("no JSON for " + value.getClass());
        }
    }

    private void map(Map<?, ?> map, int depth) {
        String separator = "{";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            text.append(separator).append('\n').append("  ".repeat(depth + 1));
            string(String.valueOf(entry.getKey()));
            text.append(": ");
            value(entry.getValue(), depth + 1);
            separator = ",";
        }
        text.append(map.isEmpty() ? "{}" : "\n" + "  ".repeat(depth) + "}");
    }

    /** Lists of plain values stay on one line. */
    private void list(List<?> list, int depth) {
        boolean plain = list.stream().noneMatch(item -> item instanceof Map || item instanceof List);
        text.append('[');
        for (int i = 0; i < list.size(); i++) {
            text.append(i == 0 ? "" : plain ? ", " : ",");
            if (!plain) {
                text.append('\n').append("  ".repeat(depth + 1));
            }
            value(list.get(i), depth + 1);
        }
        text.append(plain || list.isEmpty() ? "]" : "\n" + "  ".repeat(depth) + "]");
    }

    static String number(double value) {
        if (!Double.isFinite(value)) {
            return "null";
        }
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    private void string(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ' || c == 0x7f || Character.isSurrogate(c)) {
                text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }
}
