package org.lampyris.experiments.config;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/**
 * How far compression goes.
 *
 * @param steps of {@link #STEPS}, in their order
 * @param maxDrop the most that validation accuracy may lose altogether, as a share, e.g. 0.003
 * @param speedup how many times faster trimming, removing paths and factorizing are to make the network, by the profile
 * @param bytes what the packed file is to take at most; pruning and sharing values stop there, allocation comes to it
 * @param weights what {@code quantize} makes of them
 * @param teacher of all fine-tunings; the network as it came if empty
 * @param effort how long and from where
 */
public record CompressionSettings(
        List<String> steps,
        double maxDrop,
        OptionalDouble speedup,
        OptionalLong bytes,
        WeightSettings weights,
        Optional<TeacherSettings> teacher,
        Effort effort) {

    /** The techniques, in the order in which they make sense. */
    public static final List<String> STEPS =
            List.of("distill", "paths", "trim", "factorize", "prune", "allocate", "quantize", "encode");

    private static final Set<String> STRUCTURED = Set.of("paths", "trim", "factorize");

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

    public CompressionSettings {
        steps = List.copyOf(steps);
        requireOrder(steps);
        boolean structured = steps.stream().anyMatch(STRUCTURED::contains);
        if (structured && speedup.isEmpty()) {
            throw new IllegalArgumentException("paths, trim and factorize need a goal, a latency speed-up");
        }
        require(maxDrop >= 0 && maxDrop <= 1, "--max-drop", 100 * maxDrop, "from 0 to 100 points");
        double faster = speedup.orElse(2);
        require(faster > 1 && faster <= 100, "--latency-speedup", faster, "above 1, at most 100");
        require(bytes.orElse(1) > 0, "--size", (double) bytes.orElse(1), "above 0");
        requireUse(speedup.isEmpty() || structured, "a latency speed-up", "paths, trim and factorize");
        requireAlone(steps, bytes.isPresent());
        requireUse(bytes.isEmpty() || sized(steps), "a size", "prune, allocate and an encode without quantize");
        requireUse(
                weights.equals(WeightSettings.BYTES) || steps.contains("quantize"),
                weights.kind() == WeightSettings.Kind.INT ? "a number of bits" : "a kind of weights",
                "quantize");
    }

    CompressionSettings withEffort(Effort other) {
        return new CompressionSettings(steps, maxDrop, speedup, bytes, weights, teacher, other);
    }

    /** The same without mirrored images. */
    public CompressionSettings upright() {
        return withEffort(new Effort(effort.epochs(), effort.learningRate(), false, effort.seed()));
    }

    /** What allocate does, nobody else may. */
    private static void requireAlone(List<String> steps, boolean sized) {
        if (steps.contains("allocate")) {
            if (!sized) {
                throw new IllegalArgumentException("allocate needs a goal, a size such as 100KB");
            }
            if (!Collections.disjoint(steps, Set.of("prune", "quantize", "encode"))) {
                throw new IllegalArgumentException("allocate takes the place of prune, quantize and encode");
            }
        }
    }

    /** How large integers and sums of powers of two are packed, is given. */
    private static boolean sized(List<String> steps) {
        return steps.contains("prune")
                || steps.contains("allocate")
                || (steps.contains("encode") && !steps.contains("quantize"));
    }

    private static void requireUse(boolean used, String option, String steps) {
        if (!used) {
            throw new IllegalArgumentException(option + " is for " + steps + ", which isn't among the steps");
        }
    }

    private static void requireOrder(List<String> steps) {
        int last = -1;
        for (String step : steps) {
            int place = STEPS.indexOf(step);
            if (place < 0) {
                throw new IllegalArgumentException(
                        "there is no step '" + step + "', choose among " + String.join(", ", STEPS));
            }
            if (place <= last) {
                throw new IllegalArgumentException(
                        "steps must be in the order " + String.join(", ", STEPS) + ", each once");
            }
            last = place;
        }
    }

    private static void require(boolean holds, String name, double value, String range) {
        if (!holds) {
            String shown = value == Math.rint(value) ? String.valueOf(Math.round(value)) : String.valueOf(value);
            throw new IllegalArgumentException(name + " is " + shown + ", but must be " + range);
        }
    }
}
