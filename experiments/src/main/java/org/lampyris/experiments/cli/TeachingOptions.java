package org.lampyris.experiments.cli;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lampyris.evaluation.distillation.TransferWeights;
import org.lampyris.experiments.config.TeacherSettings;
import picocli.CommandLine.Option;

/** Who teaches, and how. */
final class TeachingOptions {
    @Option(
            names = "--teacher",
            paramLabel = "RUN|FILE",
            description = "Who teaches: a run (its best network), RUN:front (all of its front), RUN:TRIAL, or an ONNX"
                    + " file.")
    private @Nullable String teacher;

    @Option(
            names = "--temperature",
            paramLabel = "T",
            description = "What logits are divided by, 1 to 100 (default: 2).")
    private @Nullable Double temperature;

    @Option(
            names = "--teacher-weight",
            paramLabel = "W",
            description = "Of the teacher beside the labels, 0 to 1 (default: 0.9).")
    private @Nullable Double weight;

    @Option(
            names = "--attention",
            paramLabel = "W",
            description =
                    "Of the distance between the teacher's and the network's attention maps, where both look within an"
                            + " image: 0 for off (default), else try 1 to 10. Not in a search.")
    private @Nullable Double attention;

    @Option(
            names = "--hints",
            paramLabel = "W",
            description =
                    "Of the distance between the teacher's features in its middle and what is learnt to foretell them"
                            + " from the network's own: 0 for off (default), else try 0.3 to 3. Not in a search.")
    private @Nullable Double hints;

    /**
     * @param read of a file, whose values these take the place of
     * @throws IllegalArgumentException if a value is out of its range, or there is nobody that it could be for
     */
    Optional<TeacherSettings> applyTo(Optional<TeacherSettings> read) {
        String network = teacher == null ? read.map(TeacherSettings::network).orElse(null) : teacher;
        if (network == null) {
            requireNone(temperature, "--temperature");
            requireNone(weight, "--teacher-weight");
            requireNone(attention, "--attention");
            requireNone(hints, "--hints");
            return Optional.empty();
        }
        double degrees = temperature == null
                ? read.map(TeacherSettings::temperature).orElse(TeacherSettings.TEMPERATURE)
                : temperature;
        double share = weight == null ? read.map(TeacherSettings::weight).orElse(TeacherSettings.WEIGHT) : weight;
        TransferWeights transfer = new TransferWeights(attention == null ? 0 : attention, hints == null ? 0 : hints);
        return Optional.of(new TeacherSettings(network, degrees, share, transfer));
    }

    private static void requireNone(@Nullable Double value, String option) {
        if (value != null) {
            throw new IllegalArgumentException(option + " needs a --teacher");
        }
    }
}
