package org.lampyris.experiments.cli;

import org.jspecify.annotations.Nullable;
import org.lampyris.evaluation.training.TrainingPlan;
import org.lampyris.experiments.config.Experiment;
import org.lampyris.experiments.config.Halving;
import org.lampyris.experiments.config.Problem;
import org.lampyris.experiments.config.SearchPlan;
import org.lampyris.experiments.config.StrategySettings;
import org.lampyris.experiments.config.TeacherSettings;
import org.lampyris.experiments.config.Units;
import org.lampyris.input.InvalidInputException;
import org.lampyris.search.audit.AuditSchedule;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The flags that say what to search for; each takes the place of a key of {@code experiment.yaml}. */
final class SearchOptions {
    @Option(names = "--profile", paramLabel = "NAME|FILE", description = "The device (see 'profile list').")
    private @Nullable String profile;

    @Option(names = "--data", paramLabel = "NAME|DIR", description = "The images.")
    private @Nullable String data;

    @Option(names = "--space", paramLabel = "NAME|FILE", description = "The networks (see 'space show').")
    private @Nullable String space;

    @Option(names = "--strategy", paramLabel = "NAME", description = "reinforce, evolution, nsga2, local or random.")
    private @Nullable String strategy;

    @Option(names = "--seed", paramLabel = "N", description = "Where all randomness comes from.")
    private @Nullable Long seed;

    @Option(names = "--epochs", paramLabel = "N", description = "Passes over the images a training.")
    private @Nullable Integer epochs;

    @Option(
            names = "--halving",
            description = "Trains networks for one epoch, or halving.first, and only the best of them on.")
    private boolean halving;

    @Option(names = "--target", paramLabel = "5ms", description = "The latency to aim at.")
    private @Nullable String target;

    @Option(
            names = "--audit",
            description = "Draws a share of the trials at random (audit.share, or else 0.2) and says by how much the"
                    + " strategy beats them.")
    private boolean audit;

    @Mixin
    private TeachingOptions teaching = new TeachingOptions();

    /** The experiment with these flags in place of its keys. */
    Experiment applyTo(Experiment experiment) {
        Problem problem = experiment.problem();
        problem = profile == null ? problem : problem.withProfile(profile);
        problem = data == null ? problem : problem.withData(problem.data().withSource(data));
        problem = space == null ? problem : problem.withSpace(space);
        SearchPlan search = experiment.search();
        search = strategy == null ? search : search.withStrategy(strategy(search.strategy(), strategy));
        search = seed == null ? search : search.withSeed(seed);
        search = audit ? search.withAudit(search.audit().orElse(AuditSchedule.STANDARD)) : search;
        search = halving ? search.withHalving(search.halving().orElse(Halving.standard())) : search;
        TrainingPlan training =
                epochs == null ? experiment.training() : experiment.training().withEpochs(epochs);
        Experiment changed = new Experiment(
                experiment.name(),
                problem,
                experiment.goal(),
                search,
                training,
                teaching.applyTo(experiment.teacher()).map(SearchOptions::ofOutputs),
                experiment.compression());
        if (target != null) {
            double milliseconds = Units.milliseconds("--target", target);
            changed = changed.withGoal(
                    changed.goal().withReward(changed.goal().reward().withTarget(milliseconds)));
        }
        return changed;
    }

    /** What workers, and runs that go on, get of a teacher is what it said, not what is within it. */
    private static TeacherSettings ofOutputs(TeacherSettings teacher) {
        if (!teacher.transfer().isNone()) {
            throw InvalidInputException.at(
                    teacher.transfer().attention() > 0 ? "--attention" : "--hints",
                    "a search is taught by the teacher's outputs alone",
                    "Leave it out, and give it to 'lampyris compress RUN:TRIAL --steps distill' for a network that was"
                            + " found.");
        }
        return teacher;
    }

    /** Settings belong to one strategy: another one starts from its own defaults. */
    private static StrategySettings strategy(StrategySettings settings, String name) {
        return settings.name().equals(name) ? settings : StrategySettings.of(name);
    }
}
