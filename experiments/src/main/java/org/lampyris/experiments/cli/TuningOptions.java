package org.lampyris.experiments.cli;

import org.lampyris.experiments.config.CompressionSettings;
import picocli.CommandLine.Option;

/** How long and from where networks are fine-tuned. */
final class TuningOptions {
    @Option(
            names = "--epochs",
            paramLabel = "N",
            defaultValue = "3",
            description = "Of each fine-tuning (default: ${DEFAULT-VALUE}).")
    private int epochs;

    @Option(
            names = "--learning-rate",
            paramLabel = "R",
            defaultValue = "0.01",
            description = "The highest of a fine-tuning (default: ${DEFAULT-VALUE}).")
    private double learningRate;

    @Option(names = "--no-flip", description = "Images aren't mirrored while training, e.g. where they show digits.")
    private boolean upright;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Which (default: ${DEFAULT-VALUE}).")
    private long seed;

    /** @throws IllegalArgumentException if a value is out of its range; the message names it */
    CompressionSettings.Effort effort() {
        return new CompressionSettings.Effort(epochs, learningRate, !upright, seed);
    }
}
