package org.lampyris.experiments.cli;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lampyris.experiments.Machine;
import org.lampyris.experiments.compression.SubjectReader;
import org.lampyris.experiments.compression.WeightComparison;
import org.lampyris.experiments.config.CompressionSettings;
import org.lampyris.experiments.config.WeightSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bench weights FILE}: ways to store weights, side by side. */
@Command(
        name = "weights",
        description = "Compares ways to store a network's weights: shared values, integers, powers of two; prints test"
                + " accuracies by ONNX Runtime.")
final class BenchWeightsCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "RUN:TRIAL|FILE", description = "A trial of a run, or an ONNX file.")
    private String network = "";

    @Option(names = "--data", paramLabel = "NAME|DIR", description = "The images of an ONNX file.")
    private @Nullable String data;

    @Option(
            names = "--tuned",
            description = "Compares int8, LightNN-2, FLightNN and LightNN-1, fine-tuned, instead of k-means without.")
    private boolean tuned;

    @Mixin
    private TuningOptions tuning = new TuningOptions();

    @Option(
            names = "--penalty",
            paramLabel = "P",
            defaultValue = "0.0001",
            description = "FLightNN's, on each term of a filter (default: ${DEFAULT-VALUE}).")
    private double penalty;

    BenchWeightsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        CompressionSettings settings;
        try {
            settings = new CompressionSettings(
                    List.of(),
                    1,
                    OptionalDouble.empty(),
                    OptionalLong.empty(),
                    WeightSettings.BYTES,
                    Optional.empty(),
                    tuning.effort());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(Objects.requireNonNull(spec).commandLine(), String.valueOf(e.getMessage()), e);
        }
        if (!(penalty >= 0 && penalty <= 1)) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(),
                    "--penalty is " + penalty + ", but must be from 0 to 1");
        }
        Machine.prepare(1);
        WeightComparison comparison =
                new WeightComparison(SubjectReader.read(network, Optional.ofNullable(data)), settings);

        List<String> lines = tuned ? comparison.quantizers(penalty) : comparison.sharing();
        lines.forEach(console.out()::println);
        return ExitCode.DONE;
    }
}
