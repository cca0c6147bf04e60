package org.lampyris.hardware.calibration.networks;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes written architectures apart: blocks between separators ({@code e6k3l1-e4k5l2}), or a character each ({@code
 * 78184}); and blocks into their attributes, a name and a number each ({@code e6}, {@code k3}, {@code l1}).
 */
final class Notation {
    private static final Pattern SEPARATOR = Pattern.compile("[-,;:|/\\s]+");
    private static final Pattern ATTRIBUTE = Pattern.compile("([A-Za-z_]+)([0-9]+(?:\\.[0-9]+)?)");

    private Notation() {}

    /** The blocks in order, at least one. */
    static List<String> blocks(String architecture) {
        String text = architecture.strip();
        String[] parts = SEPARATOR.matcher(text).find() ? SEPARATOR.split(text) : text.split("");
        return Arrays.stream(parts).filter(part -> !part.isEmpty()).toList();
    }

    /** A block's attributes with their values, e.g. {@code e6}; the block itself if it doesn't consist of such. */
    static List<String> attributes(String block) {
        Matcher matcher = ATTRIBUTE.matcher(block);
        List<String> found = matcher.results().map(result -> result.group()).toList();
        return found.size() > 1 && String.join("", found).equals(block) ? found : List.of(block);
    }
}
