package org.lampyris.experiments.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lampyris.evaluation.training.TrainingPlan;
import org.lampyris.input.YamlText;

/** Writes an experiment with every key, always in the same order, so that equal experiments have equal text. */
public final class ExperimentWriter {
    /** Keys that say how far a run goes, or name what its content is compared by. */
    private static final Set<String> NOT_IDENTITY =
            Set.of("name", "profile", "data.source", "space", "search.trials", "search.time", "training.teacher");

    private final Map<String, String> entries = new LinkedHashMap<>();

    private ExperimentWriter() {}

    /** The YAML that {@link ExperimentReader} reads as the same experiment. */
    public static String write(Experiment experiment) {
        StringBuilder text = new StringBuilder();
        String section = "";
        for (Map.Entry<String, String> entry : entries(experiment).entrySet()) {
            int dot = entry.getKey().indexOf('.');
            String parent = dot < 0 ? "" : entry.getKey().substring(0, dot);
            if (!parent.isEmpty() && !parent.equals(section)) {
                text.append(parent).append(":\n");
            }
            section = parent;
            text.append(parent.isEmpty() ? "" : "  ").append(entry.getKey().substring(dot + 1));
            text.append(": ").append(entry.getValue()).append('\n');
        }
        return text.toString();
    }

    /**
     * The values that decide which trials a run has, by key, e.g. {@code reward.alpha}: all but the name, the budget, what
     * follows the search, and the names of profile, space, data and teacher, which are known by their content.
     */
    public static SortedMap<String, String> identity(Experiment experiment) {
        SortedMap<String, String> identity = new TreeMap<>(entries(experiment));
        identity.keySet().removeAll(NOT_IDENTITY);
        identity.keySet().removeIf(key -> key.startsWith("compress."));
        return Collections.unmodifiableSortedMap(identity);
    }

    private static Map<String, String> entries(Experiment experiment) {
        ExperimentWriter writer = new ExperimentWriter();
        experiment.name().ifPresent(name -> writer.entries.put("name", quoted(name)));
        writer.problem(experiment.problem());
        writer.goal(experiment.goal());
        writer.search(experiment.search());
        writer.training(experiment.training());
        experiment.teacher().ifPresent(writer::teacher);
        experiment.compression().ifPresent(writer::compression);
        return writer.entries;
    }

    private void problem(Problem problem) {
        entries.put("profile", quoted(problem.profile()));
        entries.put("data.source", quoted(problem.data().source()));
        problem.data().imageSize().ifPresent(size -> entries.put("data.image_size", Integer.toString(size)));
        entries.put("space", quoted(problem.space()));
    }

    private void goal(Goal goal) {
        entries.put("objectives", "[" + String.join(", ", goal.objectives()) + "]");
        goal.limits().forEach((metric, limit) -> entries.put("limits." + metric, number(limit)));
        RewardSettings reward = goal.reward();
        entries.put("reward.kind", reward.kind().name().toLowerCase(Locale.ROOT));
        reward.alpha().ifPresent(alpha -> entries.put("reward.alpha", number(alpha)));
        reward.beta().ifPresent(beta -> entries.put("reward.beta", number(beta)));
        reward.targetMs().ifPresent(target -> entries.put("reward.target", number(target) + "ms"));
    }

    private void search(SearchPlan search) {
        entries.put("strategy.name", quoted(search.strategy().name()));
        search.strategy().settings().forEach((key, value) -> entries.put("strategy." + key, number(value)));
        search.budget().limit().ifPresent(limit -> entries.put("search.trials", Integer.toString(limit)));
        search.budget().time().ifPresent(time -> entries.put("search.time", Units.format(time)));
        entries.put("search.seed", Long.toString(search.seed()));
        entries.put("search.window", Integer.toString(search.window()));
        search.audit().ifPresent(audit -> entries.put("audit.share", number(audit.share())));
        search.halving().ifPresent(halving -> {
            entries.put("halving.first", Integer.toString(halving.first()));
            entries.put("halving.eta", Integer.toString(halving.eta()));
        });
    }

    private void training(TrainingPlan plan) {
        entries.put("training.epochs", Integer.toString(plan.epochs()));
        entries.put("training.batch_size", Integer.toString(plan.batchSize()));
        entries.put("training.optimizer", plan.optimizer().rule().name().toLowerCase(Locale.ROOT));
        entries.put("training.learning_rate", number(plan.optimizer().learningRate()));
        entries.put("training.momentum", number(plan.optimizer().momentum()));
        entries.put("training.weight_decay", number(plan.optimizer().weightDecay()));
        entries.put("training.shift", Integer.toString(plan.augmentation().shift()));
        entries.put("training.flip", Boolean.toString(plan.augmentation().flip()));
        entries.put("training.patience", Integer.toString(plan.stopping().patience()));
        entries.put("training.time_limit", Units.format(plan.stopping().timeLimit()));
    }

    private void teacher(TeacherSettings teacher) {
        entries.put("training.teacher", quoted(teacher.network()));
        entries.put("training.temperature", number(teacher.temperature()));
        entries.put("training.teacher_weight", number(teacher.weight()));
    }

    private void compression(CompressionPlan plan) {
        CompressionSettings settings = plan.settings();
        entries.put("compress.select", quoted(plan.select()));
        entries.put("compress.steps", "[" + String.join(", ", settings.steps()) + "]");
        settings.speedup().ifPresent(speedup -> entries.put("compress.latency_speedup", number(speedup)));
        settings.bytes().ifPresent(bytes -> entries.put("compress.size", bytes + "B"));
        entries.put("compress.max_drop", number(Math.rint(1e11 * settings.maxDrop()) / 1e9));
        weights(settings.weights());
        entries.put("compress.epochs", Integer.toString(settings.effort().epochs()));
        entries.put("compress.learning_rate", number(settings.effort().learningRate()));
    }

    private void weights(WeightSettings weights) {
        if (weights.kind() == WeightSettings.Kind.INT) {
            entries.put("compress.bits", Integer.toString(weights.bits()));
            entries.put("compress.mixed", Boolean.toString(weights.mixed()));
        } else {
            entries.put("compress.weights", weights.kind().word());
        }
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    private static String quoted(String value) {
        return value.matches("[A-Za-z][A-Za-z0-9./_-]*") ? value : YamlText.quoted(value);
    }
}
