package org.lampyris.evaluation.measuring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lampyris.evaluation.onnx.OnnxStopwatch;
import org.lampyris.hardware.Machine;
import org.lampyris.input.InvalidInputException;

/**
 * On what is measured, in one line of {@code name=value} pairs: {@code processor=AMD EPYC; threads=1; runtime=ONNX
 * Runtime 1.29.0; ...}. Two measurements belong together if these lines are the same.
 */
public final class Setup {
    private static final String PROCESSOR = "processor";

    private Setup() {}

    /** This machine with so many threads. */
    public static String here(int threads) {
        SortedMap<String, String> facts = new TreeMap<>();
        facts.put("threads", Integer.toString(threads));
        facts.put("runtime", "ONNX Runtime " + OnnxStopwatch.runtimeVersion());
        facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        facts.put("batch", "1");
        cpuFile("scaling_governor").ifPresent(value -> facts.put("governor", value));
        cpuFile("cpuinfo_max_freq").ifPresent(value -> facts.put("clock_khz", value));
        status("Cpus_allowed_list").ifPresent(value -> facts.put("affinity", value));
        List<String> pairs = new ArrayList<>(List.of(PROCESSOR + "=" + clean(processor())));
        facts.forEach((name, value) -> pairs.add(name + "=" + clean(value)));
        return String.join("; ", pairs);
    }

    /** The machine that a line describes. */
    public static Machine machine(String setup) {
        SortedMap<String, String> facts = new TreeMap<>();
        for (String pair : setup.split(";\\s*", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 1 || !pair.substring(0, equals).matches("[A-Za-z_][A-Za-z0-9_]*")) {
                throw new InvalidInputException("The setup '" + setup
                        + "' of the measurements isn't name=value; name=value. Don't change what was written.");
            }
            String value = pair.substring(equals + 1).strip();
            if (!value.isEmpty()) {
                facts.put(pair.substring(0, equals), value);
            }
        }
        String processor = facts.remove(PROCESSOR);
        return new Machine(processor == null ? "unknown" : processor, facts);
    }

    /** The processor of this machine, as the system names it. */
    public static String processor() {
        return lines("/proc/cpuinfo").stream()
                .filter(line -> line.matches("(model name|Model|Hardware|CPU part)\\s*:.*\\S.*"))
                .map(line -> clean(line.substring(line.indexOf(':') + 1)))
                .findFirst()
                .orElse(System.getProperty("os.arch"));
    }

    private static Optional<String> cpuFile(String name) {
        return lines("/sys/devices/system/cpu/cpu0/cpufreq/" + name).stream().findFirst();
    }

    private static Optional<String> status(String key) {
        return lines("/proc/self/status").stream()
                .filter(line -> line.startsWith(key + ":"))
                .map(line -> line.substring(key.length() + 1).strip())
                .findFirst();
    }

    /** What can't be read isn't told. */
    private static List<String> lines(String file) {
        try {
            return Files.readAllLines(Path.of(file));
        } catch (IOException e) {
            return List.of();
        }
    }

    private static String clean(String value) {
        return value.replaceAll("[;=\\p{Cntrl}]", " ").strip();
    }
}
