package org.lampyris.experiments.config;

import static org.lampyris.experiments.config.Units.duration;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.lampyris.evaluation.training.TrainingPlan;
import org.lampyris.input.YamlNode;
import org.lampyris.input.YamlReader;
import org.lampyris.search.audit.AuditSchedule;

/** Reads an {@code experiment.yaml}. Keys that are left out have the values of {@link Experiment#standard()}. */
public final class ExperimentReader {
    private ExperimentReader() {}

    /**
     * Reads a file; relative paths in it start at its own folder.
     *
     * @throws org.lampyris.input.InvalidInputException naming file, line and key of what is wrong
     */
    public static Experiment read(Path file) {
        Experiment experiment = read(YamlReader.read(file));
        NamedFiles files = new NamedFiles(file);
        return experiment
                .withProblem(files.resolved(experiment.problem()))
                .withTeacher(experiment.teacher().map(files::resolved));
    }

    /** The same for a document that was read; its paths are left as they are. */
    public static Experiment read(YamlNode document) {
        document.allowOnly(
                "name",
                "profile",
                "data",
                "space",
                "objectives",
                "limits",
                "reward",
                "strategy",
                "search",
                "audit",
                "halving",
                "training",
                "compress");
        Experiment standard = Experiment.standard();
        Optional<YamlNode> name = document.find("name");
        Problem problem = new Problem(
                document.find("profile")
                        .map(YamlNode::text)
                        .orElse(standard.problem().profile()),
                document.find("data")
                        .map(ExperimentReader::data)
                        .orElse(standard.problem().data()),
                document.find("space")
                        .map(YamlNode::text)
                        .orElse(standard.problem().space()));
        Goal goal = goal(document, standard.goal());
        SearchPlan unaudited = search(document, standard.search());
        SearchPlan search = document.find("audit")
                .map(ExperimentReader::audit)
                .map(unaudited::withAudit)
                .orElse(unaudited);
        TrainingPlan training = document.find("training")
                .map(node -> training(node, standard.training()))
                .orElse(standard.training());
        Optional<TeacherSettings> teacher = document.find("training").flatMap(ExperimentReader::teacher);
        Experiment whole = checked(
                name.orElse(document),
                () -> new Experiment(
                        name.map(YamlNode::text), problem, goal, search, training, teacher, Optional.empty()));
        Experiment halved = document.find("halving")
                .map(node -> checked(node, () -> whole.withSearch(search.withHalving(halving(node)))))
                .orElse(whole);
        return document.find("compress")
                .map(node -> checked(node, () -> halved.withCompression(CompressionPlanReader.read(node))))
                .orElse(halved);
    }

    private static DataSettings data(YamlNode node) {
        if (!node.isMapping()) {
            return DataSettings.of(node.text());
        }
        node.allowOnly("source", "image_size");
        Optional<YamlNode> size = node.find("image_size");
        return new DataSettings(
                node.get("source").text(),
                size.isPresent() ? OptionalInt.of(size.get().integer(8, 1024)) : OptionalInt.empty());
    }

    private static Goal goal(YamlNode document, Goal standard) {
        Optional<YamlNode> objectives = document.find("objectives");
        List<String> metrics = objectives
                .map(node -> node.nonEmptyList().stream().map(YamlNode::text).toList())
                .orElse(standard.objectives());
        SortedMap<String, Double> limits = new TreeMap<>();
        document.find("limits").ifPresent(node -> {
            node.allowOnly(Goal.COSTS.toArray(String[]::new));
            node.keys().forEach(key -> limits.put(key, node.get(key).positive()));
        });
        RewardSettings reward =
                document.find("reward").map(ExperimentReader::reward).orElse(standard.reward());
        return checked(objectives.orElse(document), () -> new Goal(metrics, limits, reward));
    }

    private static RewardSettings reward(YamlNode node) {
        node.allowOnly("kind", "alpha", "beta", "target");
        RewardSettings usual = node.find("kind")
                .map(kind -> kind.oneOf("calibrated", "soft", "hard").toUpperCase(Locale.ROOT))
                .map(kind -> RewardSettings.of(RewardSettings.Kind.valueOf(kind)))
                .orElse(Goal.standard().reward());
        RewardSettings reward = new RewardSettings(
                usual.kind(),
                exponent(node, "alpha", usual.alpha()),
                exponent(node, "beta", usual.beta()),
                usual.targetMs());
        Optional<YamlNode> target = node.find("target");
        return target.isPresent()
                ? reward.withTarget(Units.milliseconds(
                        target.get().place() + ": " + target.get().path(),
                        target.get().text()))
                : reward;
    }

    private static OptionalDouble exponent(YamlNode node, String key, OptionalDouble otherwise) {
        return node.find(key)
                .map(value -> OptionalDouble.of(value.number(-10, 0)))
                .orElse(otherwise);
    }

    private static SearchPlan search(YamlNode document, SearchPlan standard) {
        StrategySettings strategy =
                document.find("strategy").map(ExperimentReader::strategy).orElse(standard.strategy());
        Optional<YamlNode> found = document.find("search");
        if (found.isEmpty()) {
            return standard.withStrategy(strategy);
        }
        YamlNode node = found.get().allowOnly("trials", "time", "seed", "window");
        Optional<Duration> time = node.find("time")
                .map(limit -> duration(limit.place() + ": " + limit.path(), limit.text()))
                .or(() -> standard.budget().time());
        Optional<YamlNode> number = node.find("trials");
        OptionalInt trials = number.isPresent()
                ? OptionalInt.of(number.get().integer(1, Budget.MAX_TRIALS))
                : standard.budget().trials();
        return new SearchPlan(
                strategy,
                new Budget(trials, time),
                node.find("seed")
                        .map(seed -> seed.longInteger(Long.MIN_VALUE, Long.MAX_VALUE))
                        .orElse(standard.seed()),
                integer(node, "window", 1, SearchPlan.MAX_WINDOW, standard.window()),
                standard.additions());
    }

    private static AuditSchedule audit(YamlNode node) {
        node.allowOnly("share");
        double share = number(node, "share", 0, 1, AuditSchedule.STANDARD.share());
        return checked(node, () -> new AuditSchedule(share));
    }

    private static Halving halving(YamlNode node) {
        node.allowOnly("first", "eta");
        Halving standard = Halving.standard();
        return new Halving(
                integer(node, "first", 1, 10_000, standard.first()),
                integer(node, "eta", 2, Halving.MAX_ETA, standard.eta()));
    }

    private static StrategySettings strategy(YamlNode node) {
        if (!node.isMapping()) {
            return StrategySettings.of(node.text());
        }
        SortedMap<String, Double> settings = new TreeMap<>();
        for (String key : node.keys()) {
            if (!key.equals("name")) {
                settings.put(key, node.get(key).number(-Double.MAX_VALUE, Double.MAX_VALUE));
            }
        }
        return new StrategySettings(node.get("name").text(), settings);
    }

    private static TrainingPlan training(YamlNode node, TrainingPlan standard) {
        node.allowOnly(
                "epochs",
                "batch_size",
                "optimizer",
                "learning_rate",
                "momentum",
                "weight_decay",
                "shift",
                "flip",
                "patience",
                "time_limit",
                "teacher",
                "temperature",
                "teacher_weight");
        TrainingPlan.Optimizer optimizer = standard.optimizer();
        TrainingPlan.Rule rule = node.find("optimizer")
                .map(word -> TrainingPlan.Rule.valueOf(word.oneOf("sgd", "adam").toUpperCase(Locale.ROOT)))
                .orElse(optimizer.rule());
        return checked(
                node,
                () -> new TrainingPlan(
                        integer(node, "epochs", 1, 10_000, standard.epochs()),
                        integer(node, "batch_size", 2, 4096, standard.batchSize()),
                        new TrainingPlan.Optimizer(
                                rule,
                                number(node, "learning_rate", 0, 10, optimizer.learningRate()),
                                number(node, "momentum", 0, 1, optimizer.momentum()),
                                number(node, "weight_decay", 0, 1, optimizer.weightDecay())),
                        new TrainingPlan.Augmentation(
                                integer(
                                        node,
                                        "shift",
                                        0,
                                        16,
                                        standard.augmentation().shift()),
                                node.find("flip")
                                        .map(YamlNode::flag)
                                        .orElse(standard.augmentation().flip())),
                        new TrainingPlan.Stopping(
                                integer(
                                        node,
                                        "patience",
                                        0,
                                        10_000,
                                        standard.stopping().patience()),
                                node.find("time_limit")
                                        .map(limit -> duration(limit.place() + ": " + limit.path(), limit.text()))
                                        .orElse(standard.stopping().timeLimit()))));
    }

    private static Optional<TeacherSettings> teacher(YamlNode node) {
        Optional<YamlNode> teacher = node.find("teacher");
        for (String key : List.of("temperature", "teacher_weight")) {
            if (teacher.isEmpty() && node.find(key).isPresent()) {
                throw node.get(key).error("is for a teacher, and there is none", "Add training.teacher.");
            }
        }
        return teacher.map(named -> new TeacherSettings(
                named.text(),
                number(node, "temperature", 1, 100, TeacherSettings.TEMPERATURE),
                number(node, "teacher_weight", 0, 1, TeacherSettings.WEIGHT)));
    }

    private static int integer(YamlNode node, String key, int minimum, int maximum, int otherwise) {
        return node.find(key).map(value -> value.integer(minimum, maximum)).orElse(otherwise);
    }

    private static double number(YamlNode node, String key, double minimum, double maximum, double otherwise) {
        return node.find(key).map(value -> value.number(minimum, maximum)).orElse(otherwise);
    }

    private static <T> T checked(YamlNode node, Supplier<T> make) {
        try {
            return make.get();
        } catch (IllegalArgumentException e) {
            throw node.error("can't be used: " + e.getMessage(), "See docs/experiment.md.");
        }
    }
}
