package org.lampyris.experiments.config;

import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lampyris.evaluation.training.TrainingPlan;

/** Writes an experiment with every key, always in the same order, so that equal experiments have equal text. */
public final class ExperimentWriter {
    private final StringBuilder text = new StringBuilder();

    private ExperimentWriter() {}

    /** The YAML that {@link ExperimentReader} reads as the same experiment. */
    public static String write(Experiment experiment) {
        ExperimentWriter writer = new ExperimentWriter();
        experiment.name().ifPresent(name -> writer.entry(0, "name", quoted(name)));
        writer.identity(experiment);
        writer.search(experiment.search(), true);
        writer.training(experiment.training());
        return writer.text.toString();
    }

    /** The part that decides which trials a run has: all but its name and its budget. */
    public static String writeIdentity(Experiment experiment) {
        ExperimentWriter writer = new ExperimentWriter();
        writer.identity(experiment);
        writer.search(experiment.search(), false);
        writer.training(experiment.training());
        return writer.text.toString();
    }

    private void identity(Experiment experiment) {
        Problem problem = experiment.problem();
        entry(0, "profile", quoted(problem.profile()));
        section("data");
        entry(1, "source", quoted(problem.data().source()));
        problem.data().imageSize().ifPresent(size -> entry(1, "image_size", Integer.toString(size)));
        entry(0, "space", quoted(problem.space()));
        Goal goal = experiment.goal();
        entry(0, "objectives", "[" + String.join(", ", goal.objectives()) + "]");
        if (!goal.limits().isEmpty()) {
            section("limits");
            numbers(goal.limits());
        }
        section("reward");
        entry(1, "kind", goal.reward().kind().name().toLowerCase(Locale.ROOT));
        entry(1, "alpha", number(goal.reward().alpha()));
        entry(1, "beta", number(goal.reward().beta()));
        goal.reward().targetMs().ifPresent(target -> entry(1, "target", number(target) + "ms"));
        section("strategy");
        entry(1, "name", quoted(experiment.search().strategy().name()));
        numbers(experiment.search().strategy().settings());
    }

    private void search(SearchSettings search, boolean budget) {
        section("search");
        if (budget) {
            entry(1, "trials", Integer.toString(search.budget().trials()));
            search.budget().time().ifPresent(time -> entry(1, "time", Units.format(time)));
        }
        entry(1, "seed", Long.toString(search.seed()));
        entry(1, "window", Integer.toString(search.window()));
    }

    private void training(TrainingPlan plan) {
        section("training");
        entry(1, "epochs", Integer.toString(plan.epochs()));
        entry(1, "batch_size", Integer.toString(plan.batchSize()));
        entry(1, "optimizer", plan.optimizer().rule().name().toLowerCase(Locale.ROOT));
        entry(1, "learning_rate", number(plan.optimizer().learningRate()));
        entry(1, "momentum", number(plan.optimizer().momentum()));
        entry(1, "weight_decay", number(plan.optimizer().weightDecay()));
        entry(1, "shift", Integer.toString(plan.augmentation().shift()));
        entry(1, "flip", Boolean.toString(plan.augmentation().flip()));
        entry(1, "patience", Integer.toString(plan.stopping().patience()));
        entry(1, "time_limit", Units.format(plan.stopping().timeLimit()));
    }

    private void numbers(SortedMap<String, Double> values) {
        new TreeMap<>(values).forEach((key, value) -> entry(1, key, number(value)));
    }

    private void section(String key) {
        text.append(key).append(":\n");
    }

    private void entry(int depth, String key, String value) {
        text.append("  ".repeat(depth)).append(key).append(": ").append(value).append('\n');
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    private static String quoted(String value) {
        if (value.matches("[A-Za-z][A-Za-z0-9./_-]*")) {
            return value;
        }
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ') {
                quoted.append(String.format(Locale.ROOT, "\\x%02x", (int) c));
            } else {
                quoted.append(c == '"' || c == '\\' ? "\\" : "").append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
