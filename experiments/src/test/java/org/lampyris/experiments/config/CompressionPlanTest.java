package org.lampyris.experiments.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lampyris.experiments.config.CompressionSettings.Effort;
import org.lampyris.input.InvalidInputException;
import org.lampyris.input.YamlReader;

/** The section {@code compress}. */
class CompressionPlanTest {

    private static Experiment read(String section) {
        return ExperimentReader.read(YamlReader.parse("small.yaml", section));
    }

    private static CompressionPlan plan(String section) {
        return read(section).compression().orElseThrow();
    }

    @Test
    void whereItIsLeftOutNothingFollowsASearch() {
        assertTrue(read("{}").compression().isEmpty());
    }

    @Test
    void anEmptySectionHasTheDefaultsOfTheCommand() {
        CompressionPlan plan = plan("training: {flip: false}\nsearch: {seed: 7}\ncompress: {}");
        assertEquals(
                new CompressionPlan(
                        "knee",
                        new CompressionSettings(
                                List.of("prune", "encode"),
                                0.005,
                                OptionalDouble.empty(),
                                OptionalLong.empty(),
                                WeightSettings.BYTES,
                                Optional.empty(),
                                new Effort(3, 0.01, false, 7))),
                plan);
    }

    @Test
    void everyKeyIsRead() {
        CompressionPlan plan = plan("""
                compress:
                  select: latency<=5ms
                  steps: [paths, prune, quantize, encode]
                  latency_speedup: 1.5
                  size: 100KB
                  max_drop: 0.3
                  bits: 4
                  mixed: true
                  epochs: 9
                  learning_rate: 0.02
                """);
        assertEquals(
                new CompressionPlan(
                        "latency<=5ms",
                        new CompressionSettings(
                                List.of("paths", "prune", "quantize", "encode"),
                                0.003,
                                OptionalDouble.of(1.5),
                                OptionalLong.of(100_000),
                                new WeightSettings(WeightSettings.Kind.INT, 4, true),
                                Optional.empty(),
                                new Effort(9, 0.02, true, 1))),
                plan);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void whatIsWrittenIsReadAsTheSame(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Experiment experiment = Experiment.standard().withCompression(random(random));
        String text = ExperimentWriter.write(experiment);
        assertEquals(experiment.compression(), read(text).compression(), text);
        assertEquals(
                ExperimentWriter.identity(Experiment.standard()),
                ExperimentWriter.identity(experiment),
                "what follows a search changes no trial");
    }

    private static WeightSettings weights(SplittableRandom random) {
        WeightSettings.Kind[] kinds = WeightSettings.Kind.values();
        WeightSettings.Kind kind = kinds[random.nextInt(kinds.length)];
        int bits = random.nextInt(2, 9);
        return kind == WeightSettings.Kind.INT
                ? new WeightSettings(kind, bits, bits < 8 && random.nextBoolean())
                : new WeightSettings(kind, 8, false);
    }

    @ParameterizedTest
    @EnumSource(WeightSettings.Kind.class)
    void theKindOfWeightsIsRead(WeightSettings.Kind kind) {
        CompressionPlan plan = plan("compress: {steps: [quantize], weights: " + kind.word() + "}");
        assertEquals(new WeightSettings(kind, 8, false), plan.settings().weights());
    }

    private static CompressionPlan random(SplittableRandom random) {
        boolean allocates = random.nextInt(4) == 0;
        Set<String> always = allocates ? Set.of("trim", "allocate") : Set.of("trim", "prune", "quantize");
        Set<String> never = allocates ? Set.of("prune", "quantize", "encode") : Set.of("allocate");
        List<String> steps = CompressionSettings.STEPS.stream()
                .filter(step -> !never.contains(step) && (random.nextBoolean() || always.contains(step)))
                .toList();
        String[] selections = {"knee", "best", "cheapest", "trial:12", "flash<=100KB"};
        return new CompressionPlan(
                selections[random.nextInt(selections.length)],
                new CompressionSettings(
                        steps,
                        random.nextInt(0, 1000) / 10.0 / 100,
                        OptionalDouble.of(1 + random.nextDouble(0.01, 10)),
                        !allocates && random.nextBoolean()
                                ? OptionalLong.empty()
                                : OptionalLong.of(random.nextInt(1, 1 << 29)),
                        allocates ? WeightSettings.BYTES : weights(random),
                        Optional.empty(),
                        new Effort(
                                random.nextInt(1, 1000),
                                random.nextDouble(1e-6, 1),
                                Experiment.standard().training().augmentation().flip(),
                                1)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{steps: [shrink]} | shrink",
                "{steps: [encode, prune]} | order",
                "{steps: [trim]} | latency",
                "{steps: []} | steps",
                "{steps: [trim], latency_speedup: 1} | latency_speedup",
                "{steps: [quantize], mixed: true} | mixed",
                "{steps: [quantize, encode], size: 9KB} | size",
                "{max_drop: -1} | max_drop",
                "{bits: 9} | bits",
                "{bits: 4} | quantize",
                "{weights: flightnn} | quantize",
                "{steps: [quantize], weights: ternary} | ternary",
                "{steps: [quantize], weights: lightnn-1, bits: 8} | lightnn-1",
                "{steps: [quantize], weights: lightnn-2, mixed: true} | lightnn-2",
                "{steps: [distill], size: 100KB} | prune",
                "{latency_speedup: 2} | trim",
                "{size: much} | size",
                "{select: nicest} | select",
                "{epochs: 0} | epochs",
                "{learning_rate: 2} | learning_rate",
                "{sped_up: 2} | sped_up",
            })
    void whatMakesNoSenseIsRefusedByItsKey(String section, String named) {
        InvalidInputException refused =
                assertThrows(InvalidInputException.class, () -> read("name: x\ncompress: " + section));
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.contains("small.yaml") && message.contains("2") && message.contains(named), message);
    }
}
