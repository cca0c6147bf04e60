package org.lampyris.experiments.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lampyris.experiments.Machine;
import org.lampyris.experiments.compression.Compression;
import org.lampyris.experiments.compression.Subject;
import org.lampyris.experiments.compression.SubjectReader;
import org.lampyris.experiments.config.CompressionSettings;
import org.lampyris.experiments.config.Units;
import org.lampyris.experiments.config.WeightSettings;
import org.lampyris.experiments.report.Json;
import org.lampyris.hardware.HardwareProfile;
import org.lampyris.hardware.HardwareProfiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code compress NETWORK}: smaller and faster, step by step. */
@Command(
        name = "compress",
        description = "Makes a trained network smaller and faster, step by step, and writes it as ONNX and packed.")
final class CompressCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "RUN:TRIAL|FILE", description = "A trial of a run, or an ONNX file.")
    private String network = "";

    @Option(
            names = "--profile",
            paramLabel = "NAME|FILE",
            required = true,
            description = "The device that latencies are predicted for.")
    private String profile = "";

    @Option(
            names = "--data",
            paramLabel = "NAME|DIR",
            description = "The images of an ONNX file (default: those that the file names).")
    private @Nullable String data;

    @Option(
            names = "--steps",
            paramLabel = "STEPS",
            split = ",",
            defaultValue = "prune,encode",
            description = "Of distill, paths, trim, factorize, prune, allocate, quantize and encode, in this order"
                    + " (default: ${DEFAULT-VALUE}).")
    private List<String> steps = new ArrayList<>();

    @Option(
            names = "--latency-speedup",
            paramLabel = "X",
            description = "How many times faster paths, trim and factorize are to make it, by the profile.")
    private @Nullable Double speedup;

    @Option(
            names = "--size",
            paramLabel = "SIZE",
            description = "Packed, e.g. 100KB: where prune and encode stop, and what allocate comes to.")
    private @Nullable String size;

    @Option(
            names = "--max-drop",
            paramLabel = "POINTS",
            defaultValue = "0.5",
            description = "The most that validation accuracy may lose (default: ${DEFAULT-VALUE}).")
    private double maxDrop;

    @Option(
            names = "--weights",
            paramLabel = "KIND",
            defaultValue = "int",
            description =
                    "What quantize makes of weights: int, lightnn-1 (powers of two), lightnn-2 (sums of two), flightnn"
                            + " (one or two, as each filter needs) (default: ${DEFAULT-VALUE}).")
    private String weights = "";

    @Option(names = "--bits", paramLabel = "N", description = "Of weights in quantize that are int (default: 8).")
    private @Nullable Integer bits;

    @Option(
            names = "--mixed",
            description = "Gives layers more or fewer bits, --bits (2 to 7) on average, by their sensitivity.")
    private boolean mixed;

    @Mixin
    private TeachingOptions teaching = new TeachingOptions();

    @Mixin
    private TuningOptions tuning = new TuningOptions();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "A folder that doesn't exist yet. The same command goes on where it was stopped.")
    private Path out = Path.of("");

    @Option(names = "--json", description = "Prints the manifest.")
    private boolean json;

    CompressCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        CompressionSettings settings = settings();
        HardwareProfile device = HardwareProfiles.load(profile);
        Machine.prepare(1);
        Subject subject = SubjectReader.read(network, Optional.ofNullable(data));
        Map<String, Object> manifest = new Compression(subject, device, settings)
                .run(json ? line -> {} : console::result, console::progress, out);
        if (json) {
            console.out().print(Json.write(manifest));
        } else {
            console.out().println("Written to " + out);
        }
        return ExitCode.DONE;
    }

    private CompressionSettings settings() {
        try {
            return new CompressionSettings(
                    steps,
                    maxDrop / 100,
                    speedup == null ? OptionalDouble.empty() : OptionalDouble.of(speedup),
                    size == null ? OptionalLong.empty() : OptionalLong.of(Units.bytes("--size", size)),
                    WeightSettings.of(weights, bits == null ? OptionalInt.empty() : OptionalInt.of(bits), mixed),
                    teaching.applyTo(Optional.empty()),
                    tuning.effort());
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }
}
