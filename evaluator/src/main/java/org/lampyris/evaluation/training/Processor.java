package org.lampyris.evaluation.training;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The machine's processor.
 *
 * @param model as it calls itself
 * @param features as Linux names them, e.g. {@code avx2}; empty where they aren't known
 */
record Processor(String model, Set<String> features) {
    private static final Path DESCRIPTION = Path.of("/proc/cpuinfo");

    Processor {
        features = Set.copyOf(features);
    }

    static Processor ofThisMachine() {
        try {
            return parse(Files.readAllLines(DESCRIPTION, StandardCharsets.ISO_8859_1));
        } catch (IOException e) { // Not Linux.
            return new Processor(System.getProperty("os.arch", "unknown"), Set.of());
        }
    }

    /** The first processor of Linux's description. */
    static Processor parse(List<String> lines) {
        String flags = value(lines, "flags");
        String model = value(lines, "model name");
        return new Processor(
                model.isEmpty() ? System.getProperty("os.arch", "unknown") : model,
                flags.isEmpty() ? Set.of() : Set.of(flags.split("\\s+")));
    }

    private static String value(List<String> lines, String key) {
        return lines.stream()
                .filter(line -> line.startsWith(key) && line.contains(":"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("");
    }

    /** The features that libraries with this name need and this processor lacks; none where features aren't known. */
    List<String> missing(String libraries) {
        List<String> missing = new ArrayList<>();
        if (!features.isEmpty() && libraries.contains("x86_64")) {
            for (String feature : needed(libraries)) {
                if (!features.contains(feature)) {
                    missing.add(feature.toUpperCase(Locale.ROOT).replace('_', '.'));
                }
            }
        }
        return missing;
    }

    private static List<String> needed(String libraries) {
        if (libraries.endsWith("-avx512")) {
            return List.of("sse4_1", "avx2", "fma", "avx512f", "avx512bw", "avx512dq", "avx512vl");
        }
        return libraries.endsWith("-avx2") ? List.of("sse4_1", "avx2", "fma") : List.of("sse4_1");
    }

    /** The widest vectors, in a word. */
    String vectors() {
        if (features.contains("avx512bw")) {
            return "AVX-512";
        }
        return features.contains("avx2") ? "AVX2" : features.contains("avx") ? "AVX" : "no AVX";
    }
}
