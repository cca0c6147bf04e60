package org.lampyris.experiments.compression;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * How far compression goes.
 *
 * @param maxDrop the most that validation accuracy may lose altogether, as a share, e.g. 0.003
 * @param speedup how many times faster trimming, removing paths and factorizing are to make the network, by the profile
 * @param bytes what the packed file is to take at most; pruning stops there
 * @param bits of weights in {@code quantize}
 * @param mixed whether layers may have more or fewer bits than that, which then is the average
 * @param effort how long and from where
 */
public record Settings(
        double maxDrop, OptionalDouble speedup, OptionalLong bytes, int bits, boolean mixed, Effort effort) {

    /**
     * @param epochs of a fine-tuning
     * @param learningRate the highest of a fine-tuning
     * @param flip whether half of the images are mirrored while training
     */
    public record Effort(int epochs, double learningRate, boolean flip, long seed) {
        public Effort {
            require(epochs >= 1 && epochs <= 1000, "--epochs", epochs, "from 1 to 1000");
            require(learningRate > 0 && learningRate <= 1, "--learning-rate", learningRate, "above 0, at most 1");
        }
    }

    public Settings {
        require(maxDrop >= 0 && maxDrop <= 1, "--max-drop", 100 * maxDrop, "from 0 to 100 points");
        require(bits >= 2 && bits <= 8, "--bits", bits, "from 2 to 8");
        double faster = speedup.orElse(2);
        require(faster > 1 && faster <= 100, "--latency-speedup", faster, "above 1, at most 100");
        require(bytes.orElse(1) > 0, "--size", (double) bytes.orElse(1), "above 0");
    }

    private static void require(boolean holds, String name, double value, String range) {
        if (!holds) {
            String shown = value == Math.rint(value) ? String.valueOf(Math.round(value)) : String.valueOf(value);
            throw new IllegalArgumentException(name + " is " + shown + ", but must be " + range);
        }
    }
}
