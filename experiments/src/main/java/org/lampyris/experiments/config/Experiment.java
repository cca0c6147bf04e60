package org.lampyris.experiments.config;

import java.util.Optional;
import org.lampyris.evaluation.training.TrainingPlan;

/**
 * Every setting of a search. {@code docs/experiment.md} documents the keys.
 *
 * @param name the name of the run folder, where one is given
 * @param teacher who teaches every network, if anybody does
 * @param compression what follows the search
 */
public record Experiment(
        Optional<String> name,
        Problem problem,
        Goal goal,
        SearchPlan search,
        TrainingPlan training,
        Optional<TeacherSettings> teacher,
        Optional<CompressionPlan> compression) {

    public Experiment {
        name.ifPresent(Experiment::checkName);
        search.halving().ifPresent(halving -> checkHalving(halving, training));
        compression = compression.map(plan -> plan.like(search, training));
    }

    /** One without a teacher that ends with the search. */
    public Experiment(Optional<String> name, Problem problem, Goal goal, SearchPlan search, TrainingPlan training) {
        this(name, problem, goal, search, training, Optional.empty(), Optional.empty());
    }

    /** The defaults: what a file without keys and a command line without flags mean. */
    public static Experiment standard() {
        return new Experiment(
                Optional.empty(), Problem.standard(), Goal.standard(), SearchPlan.standard(), TrainingPlan.standard());
    }

    public Experiment withProblem(Problem other) {
        return new Experiment(name, other, goal, search, training, teacher, compression);
    }

    public Experiment withGoal(Goal other) {
        return new Experiment(name, problem, other, search, training, teacher, compression);
    }

    public Experiment withSearch(SearchPlan other) {
        return new Experiment(name, problem, goal, other, training, teacher, compression);
    }

    public Experiment withTraining(TrainingPlan other) {
        return new Experiment(name, problem, goal, search, other, teacher, compression);
    }

    public Experiment withTeacher(Optional<TeacherSettings> other) {
        return new Experiment(name, problem, goal, search, training, other, compression);
    }

    public Experiment withCompression(CompressionPlan other) {
        return new Experiment(name, problem, goal, search, training, teacher, Optional.of(other));
    }

    private static void checkHalving(Halving halving, TrainingPlan training) {
        if (halving.first() >= training.epochs()) {
            throw new IllegalArgumentException("halving.first is " + halving.first()
                    + ", but must be below training.epochs, " + training.epochs());
        }
        if (training.stopping().patience() > 0) {
            throw new IllegalArgumentException("training.patience is "
                    + training.stopping().patience() + ", but must be 0 with halving, which stops trainings itself");
        }
    }

    private static void checkName(String name) {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")) {
            throw new IllegalArgumentException(
                    "the name '" + name + "' must be letters, digits, dots, dashes and underscores");
        }
    }
}
