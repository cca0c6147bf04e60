package org.lampyris.experiments.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lampyris.evaluation.data.Dataset;
import org.lampyris.evaluation.distillation.Distillation;
import org.lampyris.evaluation.training.TrainingPlan;
import org.lampyris.experiments.FinishedRun;
import org.lampyris.experiments.Ingredients;
import org.lampyris.experiments.Machine;
import org.lampyris.experiments.NamedNetwork;
import org.lampyris.experiments.config.DataSettings;
import org.lampyris.experiments.config.TeacherSettings;
import org.lampyris.experiments.report.Json;
import org.lampyris.experiments.teaching.Interval;
import org.lampyris.experiments.teaching.TeacherReader;
import org.lampyris.experiments.teaching.TeachingComparison;
import org.lampyris.experiments.teaching.TeachingComparison.Accuracy;
import org.lampyris.experiments.teaching.TeachingComparison.Pair;
import org.lampyris.input.InvalidInputException;
import org.lampyris.space.graph.NetworkGraph;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bench teacher RUN:TRIAL}: what a teacher adds. */
@Command(
        name = "teacher",
        description =
                "Trains one network of a run anew, without and with a teacher, over several seeds, and says what the"
                        + " teacher adds.")
final class BenchTeacherCommand implements Callable<Integer> {
    private static final int MOST_SEEDS = 1000;

    private final Console console;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "RUN:TRIAL", description = "The student: a trial of a run.")
    private String student = "";

    @Mixin
    private TeachingOptions teaching = new TeachingOptions();

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "5",
            description = "How many, at least 2 (default: ${DEFAULT-VALUE}).")
    private int seeds;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "The first of them (default: ${DEFAULT-VALUE}).")
    private long first;

    @Option(names = "--epochs", paramLabel = "N", description = "In place of those of the run.")
    private @Nullable Integer epochs;

    @Option(
            names = "--data",
            paramLabel = "NAME|DIR",
            description = "In place of the run's images: others of the same shape and classes.")
    private @Nullable String data;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    BenchTeacherCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        TeacherSettings teacher = teacher();
        NamedNetwork.OfRun named = NamedNetwork.trial(student)
                .orElseThrow(() -> InvalidInputException.at(
                        student, "it is no trial of a run", "Give RUN:TRIAL, e.g. runs/mine:18."));
        FinishedRun run = named.run();
        TrainingPlan own = run.ingredients().experiment().training();
        TrainingPlan plan = own;
        try {
            plan = epochs == null ? own : own.withEpochs(epochs);
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
        DataSettings source = data == null ? run.stored().experiment().problem().data() : DataSettings.of(data);
        Dataset images = data == null ? run.images() : images(run, source);
        Machine.prepare(1);
        Distillation distillation = new TeacherReader(images, source, plan.augmentation()).teaching(teacher);
        TeachingComparison comparison = new TeachingComparison(images, plan, distillation);
        NetworkGraph graph = run.ingredients().space().decode(named.trial().architecture());
        distillation.check(graph);
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < seeds; i++) {
            Pair pair = comparison.at(graph, first + i);
            pairs.add(pair);
            if (!json) {
                console.out().println(line(pair));
                console.out().flush();
            }
        }
        Interval test = TeachingComparison.gain(pairs, Accuracy::test);
        Interval validation = TeachingComparison.gain(pairs, Accuracy::validation);
        if (json) {
            console.out().print(Json.write(fields(teacher, pairs, test, validation)));
        } else {
            console.out().println(line("test", test));
            console.out().println(line("validation", validation));
        }
        return ExitCode.DONE;
    }

    private TeacherSettings teacher() {
        if (seeds < 2 || seeds > MOST_SEEDS) {
            throw usage("--seeds is " + seeds + ", but must be from 2 to " + MOST_SEEDS);
        }
        try {
            return teaching.applyTo(Optional.empty())
                    .orElseThrow(() -> new IllegalArgumentException("--teacher is missing"));
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
    }

    private static Dataset images(FinishedRun run, DataSettings source) {
        Dataset images = Ingredients.data(source);
        if (!images.shape().equals(run.ingredients().data().shape())
                || images.classNames().size()
                        != run.ingredients().data().classes().size()) {
            throw InvalidInputException.at(
                    "--data",
                    source.source() + " has " + images.classNames().size() + " classes of " + images.shape()
                            + " images, the run has "
                            + run.ingredients().data().classes().size() + " of "
                            + run.ingredients().data().shape(),
                    "Leave it out, or give images like those of the run.");
        }
        return images;
    }

    private static String line(Pair pair) {
        return String.format(
                Locale.ROOT,
                "seed=%d test_without=%.4f test_with=%.4f validation_without=%.4f validation_with=%.4f",
                pair.seed(),
                pair.without().test(),
                pair.with().test(),
                pair.without().validation(),
                pair.with().validation());
    }

    private static String line(String images, Interval gain) {
        return String.format(
                Locale.ROOT,
                "%s gain: %+.2f points, 95 %% interval %+.2f to %+.2f (paired, Student's t)",
                images,
                100 * gain.mean(),
                100 * gain.low(),
                100 * gain.high());
    }

    private Map<String, Object> fields(TeacherSettings teacher, List<Pair> pairs, Interval test, Interval validation) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("student", student);
        fields.put("teacher", teacher.network());
        fields.put("temperature", teacher.temperature());
        fields.put("teacher_weight", teacher.weight());
        if (!teacher.transfer().isNone()) {
            fields.put("attention_weight", teacher.transfer().attention());
            fields.put("hints_weight", teacher.transfer().hints());
        }
        fields.put("seeds", pairs.stream().map(BenchTeacherCommand::fields).toList());
        fields.put("test_gain", fields(test));
        fields.put("validation_gain", fields(validation));
        return fields;
    }

    private static Map<String, Object> fields(Pair pair) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("seed", pair.seed());
        fields.put("test_without", pair.without().test());
        fields.put("test_with", pair.with().test());
        fields.put("validation_without", pair.without().validation());
        fields.put("validation_with", pair.with().validation());
        return fields;
    }

    private static Map<String, Object> fields(Interval gain) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("mean", gain.mean());
        fields.put("low_95", gain.low());
        fields.put("high_95", gain.high());
        return fields;
    }

    private ParameterException usage(String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }
}
