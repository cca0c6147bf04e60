package org.lampyris.experiments.config;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.lampyris.experiments.config.CompressionSettings.Effort;
import org.lampyris.input.InvalidInputException;
import org.lampyris.input.YamlNode;
import org.lampyris.search.pareto.Selection;

/** The section {@code compress} of an experiment. */
final class CompressionPlanReader {
    private static final List<String> STEPS = List.of("prune", "encode");
    private static final double MAX_DROP = 0.5;
    private static final int EPOCHS = 3;
    private static final double RATE = 0.01;

    private CompressionPlanReader() {}

    /** @throws InvalidInputException naming file, line and key of what is wrong */
    static CompressionPlan read(YamlNode node) {
        node.allowOnly(
                "select",
                "steps",
                "latency_speedup",
                "size",
                "max_drop",
                "weights",
                "bits",
                "mixed",
                "epochs",
                "learning_rate");
        Effort effort = new Effort(
                node.find("epochs").map(value -> value.integer(1, 1000)).orElse(EPOCHS),
                node.find("learning_rate").map(CompressionPlanReader::rate).orElse(RATE),
                true,
                0);
        Optional<YamlNode> speedup = node.find("latency_speedup");
        Optional<YamlNode> size = node.find("size");
        CompressionSettings settings = new CompressionSettings(
                node.find("steps")
                        .map(steps -> steps.nonEmptyList().stream()
                                .map(YamlNode::text)
                                .toList())
                        .orElse(STEPS),
                node.find("max_drop").map(value -> value.number(0, 100)).orElse(MAX_DROP) / 100,
                speedup.isPresent() ? OptionalDouble.of(speedup(speedup.get())) : OptionalDouble.empty(),
                size.isPresent()
                        ? OptionalLong.of(Units.bytes(
                                size.get().place() + ": " + size.get().path(),
                                size.get().text()))
                        : OptionalLong.empty(),
                weights(node),
                Optional.empty(),
                effort);
        return new CompressionPlan(selected(node), settings);
    }

    private static WeightSettings weights(YamlNode node) {
        Optional<YamlNode> bits = node.find("bits");
        return WeightSettings.of(
                node.find("weights")
                        .map(YamlNode::text)
                        .orElse(WeightSettings.BYTES.kind().word()),
                bits.isPresent() ? OptionalInt.of(bits.get().integer(2, 8)) : OptionalInt.empty(),
                node.find("mixed").map(YamlNode::flag).orElse(false));
    }

    private static double speedup(YamlNode node) {
        double speedup = node.positive();
        if (speedup <= 1 || speedup > 100) {
            throw node.error("is " + node.text(), "A number above 1, at most 100 is needed.");
        }
        return speedup;
    }

    private static double rate(YamlNode node) {
        double rate = node.positive();
        if (rate > 1) {
            throw node.error("is " + node.text(), "A number above 0, at most 1 is needed.");
        }
        return rate;
    }

    private static String selected(YamlNode node) {
        Optional<YamlNode> select = node.find("select");
        if (select.isEmpty()) {
            return "knee";
        }
        String text = select.get().text();
        try {
            Selection.parse(text);
        } catch (InvalidInputException e) {
            throw select.get().error("is '" + text + "'", "It must be best, knee, cheapest, trial:N or a limit.");
        }
        return text;
    }
}
