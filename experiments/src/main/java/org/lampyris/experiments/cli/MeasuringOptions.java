package org.lampyris.experiments.cli;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.lampyris.evaluation.measuring.Campaign;
import org.lampyris.experiments.SystemTime;
import org.lampyris.experiments.config.Units;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How this machine is measured. */
final class MeasuringOptions {
    private static final int MOST_THREADS = 1024;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Option(
            names = "--time",
            paramLabel = "10m",
            defaultValue = "10m",
            description = "After so long nothing more is measured (default: ${DEFAULT-VALUE}).")
    private String time = "";

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of the runtime (default: ${DEFAULT-VALUE}).")
    private int threads;

    @Option(
            names = "--error",
            paramLabel = "PERCENT",
            defaultValue = "0.5",
            description = "Models take turns until one standard deviation of their median is so small, at most 24 times"
                    + " (default: ${DEFAULT-VALUE}).")
    private double error;

    int threads() {
        if (threads < 1 || threads > MOST_THREADS) {
            throw wrong("--threads is " + threads + ", but must be from 1 to " + MOST_THREADS);
        }
        return threads;
    }

    Duration time() {
        return Units.duration("--time", time);
    }

    /** @param stop is set when the user wants it to end */
    Campaign campaign(long seed, AtomicBoolean stop) {
        if (!(error > 0 && error <= 100)) {
            throw wrong("--error is " + error + ", but must be above 0 and at most 100 percent");
        }
        return new Campaign(new Campaign.Settings(threads(), error / 100, seed), SystemTime::nanoseconds, stop::get);
    }

    private ParameterException wrong(String problem) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), problem);
    }
}
