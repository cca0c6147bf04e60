package org.lampyris.experiments.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lampyris.experiments.ExportRequest;
import org.lampyris.experiments.Exporter;
import org.lampyris.experiments.FinishedRun;
import org.lampyris.experiments.Machine;
import org.lampyris.experiments.RunFolder;
import org.lampyris.experiments.RunLog;
import org.lampyris.experiments.report.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code export RUN}: a network as a file. */
@Command(
        name = "export",
        description =
                "Writes a network of a run as a file that works without us, checked against the searched one, with"
                        + " a manifest.json.")
final class ExportCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "RUN", description = "The run folder.")
    private Path run = Path.of("");

    @Option(
            names = "--select",
            paramLabel = "WHICH",
            defaultValue = "knee",
            description = "best, knee, cheapest, trial:N, or a limit such as \"latency<=5ms\" (default: knee).")
    private String select = "knee";

    @Option(names = "--format", paramLabel = "FORMAT", description = "onnx (default), dl4j or json.")
    private ExportRequest.Format format = ExportRequest.Format.ONNX;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "A folder that doesn't exist yet.")
    private Path out = Path.of("");

    @Option(names = "--retrain", paramLabel = "EPOCHS", description = "Trains the network anew first.")
    private @Nullable Integer retrain;

    @Option(names = "--json", description = "Prints the manifest.")
    private boolean json;

    ExportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        ExportRequest request;
        try {
            request = new ExportRequest(
                    select, format, retrain == null ? OptionalInt.empty() : OptionalInt.of(retrain), out);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(Objects.requireNonNull(spec).commandLine(), String.valueOf(e.getMessage()), e);
        }
        RunFolder folder = RunFolder.open(run);
        String natives = Machine.prepare(1);
        if (Files.isWritable(folder.path())) {
            RunLog.open(folder.log());
        }
        RunLog.info(natives);
        RunLog.info("export " + select + " to " + out);
        if (retrain != null) {
            console.err().println("Training the network for " + retrain + " epochs ...");
        }
        Map<String, Object> manifest = new Exporter(FinishedRun.read(folder)).export(request);
        if (json) {
            console.out().print(Json.write(manifest));
        } else {
            console.out().println("Exported trial " + manifest.get("trial") + " to " + out.resolve(format.file()));
            console.out().println("  network:  " + manifest.get("network"));
            console.out().println("  accuracy: " + accuracy(manifest));
            console.out().println("  manifest: " + out.resolve("manifest.json"));
        }
        return ExitCode.DONE;
    }

    private static String rounded(@Nullable Object figure) {
        return figure instanceof Double number ? String.format(Locale.ROOT, "%.4f", number) : String.valueOf(figure);
    }

    /** E.g. {@code 0.8220 on the validation images, 0.8150 on the test images}. */
    private static String accuracy(Map<String, Object> manifest) {
        if (!(manifest.get("accuracy") instanceof Map<?, ?> figures) || figures.isEmpty()) {
            return "not known: the file has no weights";
        }
        return figures.entrySet().stream()
                .map(figure -> rounded(figure.getValue()) + " on the " + figure.getKey() + " images")
                .collect(Collectors.joining(", "));
    }
}
