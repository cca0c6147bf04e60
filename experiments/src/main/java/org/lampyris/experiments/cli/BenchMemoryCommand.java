package org.lampyris.experiments.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lampyris.evaluation.training.MemoryBenchmark;
import org.lampyris.evaluation.training.MemoryBenchmark.Reading;
import org.lampyris.evaluation.training.NativeMemory;
import org.lampyris.experiments.Ingredients;
import org.lampyris.experiments.Machine;
import org.lampyris.input.InvalidInputException;
import org.lampyris.space.FireBottleneckSpace;
import org.lampyris.space.graph.TensorShape;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench memory}: whether memory stays flat from network to network. */
@Command(
        name = "memory",
        description =
                "Trains many small networks one after another; fails if the process grows by over 5 %% on the way.")
final class BenchMemoryCommand implements Callable<Integer> {
    private static final double MOST_GROWTH = 0.05;
    private static final int READINGS = 10;

    private final Console console;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--networks",
            paramLabel = "N",
            defaultValue = "1000",
            description = "How many, a multiple of 10 (default: ${DEFAULT-VALUE}).")
    private int networks;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Which (default: ${DEFAULT-VALUE}).")
    private long seed;

    BenchMemoryCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (networks < READINGS || networks % READINGS != 0) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(),
                    "--networks is " + networks + ", but must be a multiple of " + READINGS);
        }
        if (NativeMemory.resident().isEmpty()) {
            throw new InvalidInputException("This system doesn't tell a process's memory in /proc. Take Linux.");
        }
        console.err().println(Machine.prepare(1));
        FireBottleneckSpace space =
                new FireBottleneckSpace(Ingredients.definition("fire-bottleneck"), new TensorShape(1, 28, 28), 10);
        List<Reading> readings = new ArrayList<>();
        new MemoryBenchmark(space, () -> NativeMemory.resident().orElseThrow())
                .run(networks, networks / READINGS, seed, reading -> {
                    readings.add(reading);
                    console.out().println("networks=" + reading.networks() + " resident_mb=" + (reading.bytes() >> 20));
                });
        double growth =
                readings.get(READINGS - 1).bytes() / (double) readings.get(0).bytes() - 1;
        console.out()
                .println(String.format(
                        java.util.Locale.ROOT, "growth=%.1f%% allowed=%.1f%%", 100 * growth, 100 * MOST_GROWTH));
        return growth <= MOST_GROWTH ? ExitCode.DONE : ExitCode.FAILED;
    }
}
