package org.lampyris.hardware;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lampyris.input.YamlNode;

/** Sizes with units, e.g. {@code 512KB}. */
final class Units {
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,12}(?:\\.[0-9]{1,6})?) ?(B|KB|MB|GB)");
    private static final double MAX_BYTES = 1e15;

    private Units() {}

    /** Bytes; a KB is 1024 of them, as in the data sheets of microcontrollers. */
    static long bytes(YamlNode node) {
        String text = node.text();
        Matcher matcher = SIZE.matcher(text);
        if (!matcher.matches()) {
            throw node.error("is '" + text + "'", "A size such as 512KB is needed (B, KB, MB or GB; 1KB is 1024B).");
        }
        double factor = switch (matcher.group(2)) {
            case "KB" -> 1024;
            case "MB" -> 1024 * 1024;
            case "GB" -> 1024 * 1024 * 1024;
            default -> 1;
        };
        double bytes = Double.parseDouble(matcher.group(1)) * factor;
        if (!(bytes >= 1 && bytes <= MAX_BYTES)) {
            throw node.error("is '" + text + "'", "A size from 1B to 1000000GB is needed.");
        }
        return Math.round(bytes);
    }
}
