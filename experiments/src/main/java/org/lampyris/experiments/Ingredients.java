package org.lampyris.experiments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.lampyris.evaluation.Metrics;
import org.lampyris.evaluation.NetworkPricing;
import org.lampyris.evaluation.Objective;
import org.lampyris.evaluation.data.DataOptions;
import org.lampyris.evaluation.data.Dataset;
import org.lampyris.evaluation.data.Datasets;
import org.lampyris.experiments.config.DataSettings;
import org.lampyris.experiments.config.Experiment;
import org.lampyris.experiments.config.ExperimentWriter;
import org.lampyris.experiments.config.Problem;
import org.lampyris.experiments.config.RewardSettings;
import org.lampyris.experiments.config.TeacherName;
import org.lampyris.hardware.HardwareProfile;
import org.lampyris.hardware.HardwareProfiles;
import org.lampyris.hardware.Limits;
import org.lampyris.input.InvalidInputException;
import org.lampyris.search.SearchProblem;
import org.lampyris.search.reward.MnasNetReward;
import org.lampyris.search.reward.Reward;
import org.lampyris.search.store.RunIdentity;
import org.lampyris.space.FireBottleneckSpace;
import org.lampyris.space.SpaceDefinition;

/** What an experiment names, opened: the device and the networks, for images of a data set. */
public record Ingredients(Experiment experiment, DataFacts data, HardwareProfile profile, FireBottleneckSpace space) {
    private static final long SPLIT_SEED = 1;

    /** @throws InvalidInputException if something that is named isn't there or is broken */
    public static Ingredients open(Experiment experiment) {
        return open(experiment, DataFacts.of(data(experiment.problem().data())));
    }

    /** The same for images that were opened before. */
    static Ingredients open(Experiment experiment, DataFacts data) {
        Problem problem = experiment.problem();
        HardwareProfile profile = HardwareProfiles.load(problem.profile());
        SpaceDefinition definition = definition(problem.space());
        FireBottleneckSpace space =
                new FireBottleneckSpace(definition, data.shape(), data.classes().size());
        return new Ingredients(experiment, data, profile, space);
    }

    /** A shipped space by name, else a file. */
    public static SpaceDefinition definition(String nameOrPath) {
        return SpaceDefinition.shippedNames().contains(nameOrPath) || !Files.exists(Path.of(nameOrPath))
                ? SpaceDefinition.shipped(nameOrPath)
                : SpaceDefinition.read(Path.of(nameOrPath));
    }

    /** The text of a search space as {@link #definition} reads it. */
    public static String definitionText(String nameOrPath) {
        SpaceDefinition checked = definition(nameOrPath);
        Path file = Path.of(nameOrPath);
        if (SpaceDefinition.shippedNames().contains(nameOrPath) || !Files.exists(file)) {
            return SpaceDefinition.shippedText(checked.name());
        }
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens a data set; the split of a folder is the same whatever the seed of the search. */
    public static Dataset data(DataSettings settings) {
        DataOptions options = DataOptions.withSeed(SPLIT_SEED);
        return Datasets.open(
                settings.source(),
                settings.imageSize().isPresent()
                        ? options.withImageSize(settings.imageSize().getAsInt())
                        : options);
    }

    /**
     * The experiment with nothing left open: the target of the latency and the exponents of the reward are chosen where
     * none are given, and paths don't depend on the current folder.
     */
    public Experiment resolved() {
        Problem named = experiment.problem();
        DataSettings data = named.data();
        if (!Datasets.names().contains(data.source())) {
            data = data.withSource(absolute(data.source()));
        }
        Problem problem = named.withData(data);
        if (!HardwareProfile.shipped().contains(named.profile())) {
            problem = problem.withProfile(absolute(named.profile()));
        }
        if (!SpaceDefinition.shippedNames().contains(named.space())) {
            problem = problem.withSpace(absolute(named.space()));
        }
        Experiment resolved = experiment
                .withProblem(problem)
                .withTeacher(experiment
                        .teacher()
                        .map(teacher -> teacher.withNetwork(TeacherName.parse(teacher.network())
                                .at(Ingredients::absolute)
                                .toString())));
        return resolved.withGoal(
                resolved.goal().withReward(latencies().resolve(experiment.goal().reward())));
    }

    /**
     * What sampled networks take on the device.
     *
     * @throws InvalidInputException if the profile has no figures for an objective or a limit
     */
    public SampledLatencies latencies() {
        SplittableRandom random = new SplittableRandom(experiment.search().seed());
        NetworkPricing pricing = pricing();
        List<Metrics> sampled = new ArrayList<>();
        for (int i = 0; i < SampledLatencies.COUNT; i++) {
            sampled.add(pricing.price(space.decode(space.sample(random))));
        }
        requireFigures(sampled.get(0));
        OptionalDouble limit = bounds().stream()
                .filter(bound -> bound.metric().equals(Metrics.LATENCY_MS))
                .mapToDouble(bound -> bound.bound().getAsDouble())
                .findFirst();
        return new SampledLatencies(
                sampled.stream()
                        .map(metrics -> metrics.get(Metrics.LATENCY_MS))
                        .sorted()
                        .toList(),
                limit);
    }

    private void requireFigures(Metrics known) {
        for (String metric : experiment.goal().objectives()) {
            if (!metric.equals(Metrics.ACCURACY) && known.find(metric).isEmpty()) {
                throw noFigures(metric, "Choose other objectives.");
            }
        }
        for (Objective bound : bounds()) {
            if (known.find(bound.metric()).isEmpty()) {
                throw noFigures(
                        bound.metric(), "Take its limit out of the experiment or the profile, or add the figures.");
            }
        }
    }

    private InvalidInputException noFigures(String metric, String advice) {
        return new InvalidInputException(
                "The profile " + profile.name() + " has no figures for " + metric + ". " + advice);
    }

    /** The limits, as objectives with bounds: those of the experiment, else those of the profile. */
    public List<Objective> bounds() {
        Limits limits = profile.limits();
        SortedMap<String, Double> most = new TreeMap<>();
        limits.latencyMs().ifPresent(limit -> most.put(Metrics.LATENCY_MS, limit));
        limits.energyMicrojoules().ifPresent(limit -> most.put(Metrics.ENERGY_UJ, limit));
        limits.flashBytes().ifPresent(limit -> most.put(Metrics.FLASH_BYTES, (double) limit));
        limits.ramBytes().ifPresent(limit -> most.put(Metrics.RAM_BYTES, (double) limit));
        most.putAll(experiment.goal().limits());
        List<Objective> bounds = new ArrayList<>();
        most.forEach((metric, limit) -> bounds.add(Objective.minimize(metric).within(limit)));
        return bounds;
    }

    /** What spans the front, with the bounds of each. */
    public List<Objective> objectives() {
        List<Objective> bounds = bounds();
        return experiment.goal().objectives().stream()
                .map(metric -> metric.equals(Metrics.ACCURACY)
                        ? Objective.maximize(metric)
                        : bounds.stream()
                                .filter(bound -> bound.metric().equals(metric))
                                .findFirst()
                                .orElse(Objective.minimize(metric)))
                .toList();
    }

    /** What a strategy searches. */
    public SearchProblem problem() {
        NetworkPricing pricing = pricing();
        return new SearchProblem(
                space, objectives(), choices -> pricing.price(space.decode(choices)), reward(), bounds());
    }

    /** What outcomes are worth; {@link #experiment} must be resolved. */
    public Reward reward() {
        RewardSettings reward = experiment.goal().reward();
        return new MnasNetReward(
                Metrics.LATENCY_MS,
                reward.targetMs().orElseThrow(),
                reward.alpha().orElseThrow(),
                reward.beta().orElseThrow(),
                bounds());
    }

    public NetworkPricing pricing() {
        return new NetworkPricing(profile.costModel());
    }

    /** What makes a run the same run; {@link #experiment} must be resolved. */
    public RunIdentity identity() {
        SortedMap<String, String> parts = new TreeMap<>(ExperimentWriter.identity(experiment));
        parts.put("profile", profile.hash());
        parts.put("space", space.definition().hash());
        parts.put("data", data.sha256());
        return RunIdentity.of(parts);
    }

    private static String absolute(String path) {
        return Path.of(path).toAbsolutePath().normalize().toString();
    }
}
