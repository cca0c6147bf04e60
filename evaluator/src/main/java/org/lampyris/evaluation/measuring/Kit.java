package org.lampyris.evaluation.measuring;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * A folder that measures a device without us: the models, {@code plan.csv} with a line for each, and scripts that run
 * them there and write the file that {@link Measurements#read(Path)} takes.
 */
public final class Kit {
    private static final List<String> SCRIPTS = List.of("measure.py", "measure.sh");

    private Kit() {}

    /** @param folder is there and empty */
    public static void write(Path folder, List<Probe> probes) {
        try {
            Files.createDirectory(folder.resolve("models"));
            StringBuilder plan = new StringBuilder("model," + String.join(",", Measurements.KEY) + "\n");
            for (int i = 0; i < probes.size(); i++) {
                Probe probe = probes.get(i);
                String name = String.format(Locale.ROOT, "models/%05d.onnx", i);
                Files.write(folder.resolve(name), probe.model());
                plan.append(name)
                        .append(',')
                        .append(String.join(",", probe.cells()))
                        .append('\n');
            }
            for (String script : SCRIPTS) {
                Path file = folder.resolve(script);
                Files.write(file, resource(script));
                file.toFile().setExecutable(true);
            }
            Files.writeString(folder.resolve("plan.csv"), plan, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("can't write " + folder + ": " + e.getMessage(), e);
        }
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = Kit.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not in the jar");
            }
            return in.readAllBytes();
        }
    }
}
