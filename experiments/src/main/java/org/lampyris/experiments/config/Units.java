package org.lampyris.experiments.config;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lampyris.input.InvalidInputException;

/** Durations as people write them: {@code 90s}, {@code 10m}, {@code 1h30m}, {@code 5ms}. */
public final class Units {
    private static final Pattern DURATION =
            Pattern.compile("(?:([0-9]{1,6})h)?(?:([0-9]{1,8})m)?(?:([0-9]{1,9})s)?(?:([0-9]{1,12})ms)?");
    private static final Pattern MILLISECONDS =
            Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,20})?(?:[eE]-?[0-9]{1,2})?) ?(us|ms|s)");

    private static final Pattern BYTES = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,6})?) ?(B|KB|MB)?");

    private Units() {}

    /** Parses a number of bytes above zero, e.g. {@code 100KB}; a KB has 1,000. */
    public static long bytes(String where, String text) {
        Matcher matcher = BYTES.matcher(text.strip().toUpperCase(Locale.ROOT));
        double value = 0;
        if (matcher.matches()) {
            String unit = matcher.group(2);
            double factor = unit == null || unit.equals("B") ? 1 : unit.equals("KB") ? 1e3 : 1e6;
            value = Double.parseDouble(matcher.group(1)) * factor;
        }
        if (value < 1) {
            throw InvalidInputException.at(
                    where, "'" + text + "' is no size", "A number with B, KB or MB is needed, e.g. 100KB.");
        }
        return Math.round(value);
    }

    /**
     * Parses a time span above zero.
     *
     * @throws InvalidInputException if it isn't one; {@code where} names the option or key
     */
    public static Duration duration(String where, String text) {
        Matcher matcher = DURATION.matcher(text);
        Duration sum = Duration.ZERO;
        if (matcher.matches()) {
            sum = Duration.ofHours(part(matcher, 1))
                    .plusMinutes(part(matcher, 2))
                    .plusSeconds(part(matcher, 3))
                    .plusMillis(part(matcher, 4));
        }
        if (sum.isZero()) {
            throw InvalidInputException.at(
                    where,
                    "'" + text + "' is no time",
                    "A number with h, m, s or ms is needed, e.g. 90s, 10m or 1h30m.");
        }
        return sum;
    }

    /** The shortest text that {@link #duration} reads as the same. */
    public static String format(Duration duration) {
        StringBuilder text = new StringBuilder();
        append(text, duration.toHours(), "h");
        append(text, duration.toMinutesPart(), "m");
        append(text, duration.toSecondsPart(), "s");
        append(text, duration.toMillisPart(), "ms");
        return text.toString();
    }

    /** Parses a latency above zero with its unit, in milliseconds. */
    public static double milliseconds(String where, String text) {
        Matcher matcher = MILLISECONDS.matcher(text.strip());
        double factor = 0;
        if (matcher.matches()) {
            factor = switch (matcher.group(2).toLowerCase(Locale.ROOT)) {
                case "us" -> 1e-3;
                case "s" -> 1e3;
                default -> 1;
            };
        }
        double value = factor == 0 ? 0 : Double.parseDouble(matcher.group(1)) * factor;
        if (!(value > 0)) {
            throw InvalidInputException.at(
                    where,
                    "'" + text + "' is no latency",
                    "A number above 0 with its unit is needed, e.g. 5ms or 800us.");
        }
        return value;
    }

    private static long part(Matcher matcher, int group) {
        String digits = matcher.group(group);
        return digits == null ? 0 : Long.parseLong(digits);
    }

    private static void append(StringBuilder text, long number, String unit) {
        if (number != 0) {
            text.append(number).append(unit);
        }
    }
}
