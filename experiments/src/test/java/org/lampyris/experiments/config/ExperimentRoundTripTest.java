package org.lampyris.experiments.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lampyris.evaluation.training.TrainingPlan;
import org.lampyris.input.InvalidInputException;
import org.lampyris.input.YamlReader;
import org.lampyris.search.audit.AuditSchedule;

class ExperimentRoundTripTest {

    @Test
    void emptyFileIsTheStandard() {
        assertEquals(Experiment.standard(), ExperimentReader.read(YamlReader.parse("empty.yaml", "{}")));
    }

    @Test
    void standardIsWrittenAsTheGoldenFile() throws IOException {
        try (var golden = ExperimentRoundTripTest.class.getResourceAsStream("standard.yaml")) {
            String expected = new String(golden.readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(expected, ExperimentWriter.write(Experiment.standard()));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void whatIsWrittenIsReadAsTheSame(long seed) {
        Experiment experiment = random(new SplittableRandom(seed));
        String text = ExperimentWriter.write(experiment);
        assertEquals(experiment, ExperimentReader.read(YamlReader.parse("seed " + seed, text)), text);
    }

    @Test
    void identityLeavesOutNameAndBudgetOnly() {
        Experiment experiment = random(new SplittableRandom(1));
        SearchPlan search = experiment.search();
        Experiment longer = new Experiment(
                Optional.of("other"),
                experiment.problem(),
                experiment.goal(),
                search.withBudget(new Budget(OptionalInt.of(999), Optional.empty())),
                experiment.training());
        assertEquals(ExperimentWriter.identity(experiment), ExperimentWriter.identity(longer));
        Experiment halved = new Experiment(
                experiment.name(),
                experiment.problem(),
                experiment.goal(),
                search.withHalving(new Halving(1, 7)),
                TrainingPlan.standard());
        Experiment deeper = halved.withSearch(search.withHalving(new Halving(1, 6)));
        assertFalse(ExperimentWriter.identity(halved).equals(ExperimentWriter.identity(deeper)));
        Experiment untaught = experiment.withTeacher(Optional.empty());
        assertFalse(ExperimentWriter.write(untaught).contains("teacher"));
        Experiment taught = experiment.withTeacher(Optional.of(new TeacherSettings("runs/a:37", 2, 0.7)));
        Experiment elsewhere = experiment.withTeacher(Optional.of(new TeacherSettings("moved/a:37", 2, 0.7)));
        Experiment warmer = experiment.withTeacher(Optional.of(new TeacherSettings("runs/a:37", 3, 0.7)));
        assertEquals(ExperimentWriter.identity(taught), ExperimentWriter.identity(elsewhere));
        assertFalse(ExperimentWriter.identity(taught).equals(ExperimentWriter.identity(warmer)));
        assertFalse(ExperimentWriter.identity(taught).equals(ExperimentWriter.identity(untaught)));
        Experiment reseeded = experiment.withSearch(search.withSeed(search.seed() + 1));
        assertFalse(ExperimentWriter.identity(experiment).equals(ExperimentWriter.identity(reseeded)));
    }

    @Test
    void exponentsThatAreGivenTakeThePlaceOfTheKinds() {
        assertEquals(RewardSettings.of(RewardSettings.Kind.CALIBRATED), reward("{}"));
        assertEquals(RewardSettings.of(RewardSettings.Kind.HARD), reward("{kind: hard}"));
        RewardSettings one = reward("{alpha: -0.5}");
        assertEquals(RewardSettings.Kind.CALIBRATED, one.kind());
        assertEquals(OptionalDouble.of(-0.5), one.alpha());
        assertEquals(OptionalDouble.empty(), one.beta());
        assertEquals(OptionalDouble.of(-0.07), reward("{kind: soft, alpha: 0}").beta());
        assertEquals(OptionalDouble.of(-5.865e-4), reward("{alpha: -5.865E-4}").alpha());
    }

    private static RewardSettings reward(String yaml) {
        return ExperimentReader.read(YamlReader.parse("reward.yaml", "reward: " + yaml))
                .goal()
                .reward();
    }

    @Test
    void anAuditIsOffUntilItIsNamedAndThenPartOfTheIdentity() {
        assertEquals(Optional.empty(), Experiment.standard().search().audit());
        Experiment named = ExperimentReader.read(YamlReader.parse("audit.yaml", "audit: {}"));
        assertEquals(Optional.of(AuditSchedule.STANDARD), named.search().audit());
        Experiment tenth = ExperimentReader.read(YamlReader.parse("audit.yaml", "audit: {share: 0.1}"));
        assertEquals("0.1", ExperimentWriter.identity(tenth).get("audit.share"));
        assertFalse(ExperimentWriter.identity(tenth).equals(ExperimentWriter.identity(named)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{share: 0}", "{share: 0.6}", "{share: much}", "{shares: 0.1}", "0.2", "[0.2]"})
    void anAuditThatMakesNoSenseIsRefusedByItsKey(String audit) {
        InvalidInputException refused = assertThrows(
                InvalidInputException.class,
                () -> ExperimentReader.read(YamlReader.parse("audit.yaml", "audit: " + audit)));
        assertTrue(String.valueOf(refused.getMessage()).contains("audit.yaml"), refused.getMessage());
        assertTrue(String.valueOf(refused.getMessage()).contains("audit"), refused.getMessage());
    }

    @Test
    void durationsAreReadAsWritten() {
        for (long millis : new long[] {1, 999, 1000, 61_000, 3_600_000, 5_432_123, 86_400_000L * 30}) {
            Duration duration = Duration.ofMillis(millis);
            assertEquals(duration, Units.duration("here", Units.format(duration)));
        }
        assertEquals(Duration.ofMinutes(90), Units.duration("here", "1h30m"));
        assertTrue(Units.milliseconds("here", "800us") == 0.8);
    }

    @Test
    void timeAloneLiftsTheNumberOfNetworks() {
        Budget time = ExperimentReader.read(YamlReader.parse("time.yaml", "search: {time: 10m}"))
                .search()
                .budget();
        assertEquals(OptionalInt.empty(), time.limit());
        assertEquals(OptionalInt.of(40), Experiment.standard().search().budget().limit());
        assertEquals(OptionalInt.of(3), time.withTrials(3).limit());
        assertEquals(
                OptionalInt.empty(),
                Experiment.standard()
                        .search()
                        .budget()
                        .withTime(Duration.ofMinutes(1))
                        .limit());
    }

    @Test
    void rungsGrowByEtaUpToTheWholePlan() {
        assertEquals(List.of(1, 2), new Halving(1, 2).rungs(4));
        assertEquals(List.of(1, 3), new Halving(1, 3).rungs(4));
        assertEquals(List.of(2, 8, 32), new Halving(2, 4).rungs(100));
        assertEquals(List.of(3), new Halving(3, 5).rungs(4));
        assertEquals(List.of(9000), new Halving(9000, 100).rungs(10_000));
    }

    private static Budget budget(SplittableRandom random) {
        Optional<Duration> time = Optional.of(Duration.ofMillis(random.nextInt(1, 1 << 30)));
        OptionalInt trials = OptionalInt.of(random.nextInt(1, 1000));
        return switch (random.nextInt(3)) {
            case 0 -> new Budget(trials, Optional.empty());
            case 1 -> new Budget(OptionalInt.empty(), time);
            default -> new Budget(trials, time);
        };
    }

    private static Experiment random(SplittableRandom random) {
        boolean halved = random.nextBoolean();
        SortedMap<String, Double> limits = new TreeMap<>();
        if (random.nextBoolean()) {
            limits.put("latency_ms", random.nextDouble(0.001, 100));
            limits.put("flash_bytes", (double) random.nextInt(1, 1 << 30));
        }
        SortedMap<String, Double> settings = new TreeMap<>();
        if (random.nextBoolean()) {
            settings.put("learning_rate", random.nextDouble());
            settings.put("population", (double) random.nextInt(2, 100));
        }
        RewardSettings.Kind[] kinds = RewardSettings.Kind.values();
        RewardSettings usual = RewardSettings.of(kinds[random.nextInt(kinds.length)]);
        RewardSettings reward =
                random.nextBoolean() ? usual : usual.withExponents(-random.nextDouble(), -random.nextDouble());
        String[] sources = {"fashion-mnist", "/data/my images", "it's \"here\"", "a\nb", "C:\\data", "7", "true", "ü"};
        Experiment untaught = new Experiment(
                random.nextBoolean() ? Optional.of("run-" + random.nextInt(1000)) : Optional.empty(),
                new Problem(
                        sources[random.nextInt(sources.length)],
                        new DataSettings(
                                sources[random.nextInt(sources.length)],
                                random.nextBoolean() ? OptionalInt.of(random.nextInt(8, 100)) : OptionalInt.empty()),
                        sources[random.nextInt(sources.length)]),
                new Goal(
                        List.of("accuracy", "energy_uj", "latency_ms"),
                        limits,
                        random.nextBoolean() ? reward : reward.withTarget(random.nextDouble(1e-5, 1000))),
                new SearchPlan(
                        new StrategySettings("evolution", settings),
                        budget(random),
                        random.nextLong(),
                        random.nextInt(1, 64),
                        new Additions(
                                random.nextBoolean()
                                        ? Optional.of(new AuditSchedule(random.nextDouble(0.01, 0.5)))
                                        : Optional.empty(),
                                halved
                                        ? Optional.of(new Halving(random.nextInt(1, 4), random.nextInt(2, 9)))
                                        : Optional.empty())),
                new TrainingPlan(
                        random.nextInt(halved ? 4 : 1, 100),
                        random.nextInt(2, 512),
                        new TrainingPlan.Optimizer(
                                random.nextBoolean() ? TrainingPlan.Rule.SGD : TrainingPlan.Rule.ADAM,
                                random.nextDouble(1e-6, 1),
                                random.nextDouble(),
                                random.nextDouble() / 10),
                        new TrainingPlan.Augmentation(random.nextInt(17), random.nextBoolean()),
                        new TrainingPlan.Stopping(
                                halved ? 0 : random.nextInt(10), Duration.ofSeconds(random.nextInt(1, 100_000)))));
        return random.nextBoolean()
                ? untaught
                : untaught.withTeacher(Optional.of(new TeacherSettings(
                        sources[random.nextInt(sources.length)] + ":front",
                        random.nextDouble(1, 100),
                        random.nextDouble())));
    }
}
