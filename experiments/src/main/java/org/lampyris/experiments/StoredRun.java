package org.lampyris.experiments;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.lampyris.evaluation.data.Dataset;
import org.lampyris.evaluation.distillation.Distillation;
import org.lampyris.evaluation.distillation.TeacherFile;
import org.lampyris.experiments.config.Experiment;
import org.lampyris.experiments.config.ExperimentReader;
import org.lampyris.experiments.config.Problem;
import org.lampyris.hardware.HardwareProfile;
import org.lampyris.hardware.HardwareProfiles;
import org.lampyris.input.InvalidInputException;
import org.lampyris.input.Sha256;
import org.lampyris.search.store.RunIdentity;
import org.lampyris.space.SpaceDefinition;

/**
 * The files of a run folder but for the log.
 *
 * @param experiment as it is in the folder; it names profile, space and data where they were
 * @param ingredients of the run's own copies of profile and space
 */
public record StoredRun(RunFolder folder, Experiment experiment, Origin origin, Ingredients ingredients) {

    /** @throws InvalidInputException if one of them is missing or broken */
    static StoredRun read(RunFolder folder) {
        Experiment experiment = ExperimentReader.read(folder.experiment());
        Origin origin = Origin.read(folder.origin());
        Experiment own = experiment.withProblem(experiment
                .problem()
                .withProfile(folder.profile().toString())
                .withSpace(folder.space().toString()));
        return new StoredRun(folder, experiment, origin, Ingredients.open(own, origin.data()));
    }

    /** The declaration of its space, without comments. */
    String spaceText() {
        return Ingredients.definitionText(folder.space().toString())
                .lines()
                .filter(line -> !line.isBlank() && !line.stripLeading().startsWith("#"))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    RunIdentity identity() {
        return identity(ingredients, origin);
    }

    /** What makes a run the same run. */
    static RunIdentity identity(Ingredients ingredients, Origin origin) {
        SortedMap<String, String> parts = new TreeMap<>(ingredients.identity().parts());
        parts.put(RunFolder.ORIGIN, Sha256.hex(origin.text().getBytes(StandardCharsets.UTF_8)));
        return RunIdentity.of(parts);
    }

    StoredRun withExperiment(Experiment other) {
        Ingredients changed = new Ingredients(
                other.withProblem(ingredients.experiment().problem()),
                ingredients.data(),
                ingredients.profile(),
                ingredients.space());
        return new StoredRun(folder, other, origin, changed);
    }

    /**
     * Holds what the experiment names against the run's own copies. What isn't there any more is no harm: the run has it.
     *
     * @throws InvalidInputException if a profile or a space isn't what the run began with
     */
    void requireSameSources() {
        Problem named = experiment.problem();
        boolean profile = HardwareProfile.shipped().contains(named.profile()) || exists(named.profile());
        if (profile
                && !HardwareProfiles.load(named.profile())
                        .hash()
                        .equals(ingredients.profile().hash())) {
            throw differs("profile", named.profile(), folder.profile());
        }
        boolean space = SpaceDefinition.shippedNames().contains(named.space()) || exists(named.space());
        if (space
                && !Ingredients.definition(named.space())
                        .hash()
                        .equals(ingredients.space().definition().hash())) {
            throw differs("space", named.space(), folder.space());
        }
    }

    /**
     * The images of the run.
     *
     * @throws InvalidInputException if they are gone or aren't those that the run began with
     */
    Dataset data() {
        Dataset data = Ingredients.data(experiment.problem().data());
        if (!data.sha256().equals(origin.data().sha256())) {
            throw InvalidInputException.at(
                    folder.path().toString(),
                    "the data " + experiment.problem().data().source() + " differs from what the run began with",
                    "Put the images back as they were, or start a new run.");
        }
        return data;
    }

    /**
     * What the run's teacher said when it began.
     *
     * @throws InvalidInputException if the file with that is gone, damaged, or another teacher's
     */
    Optional<Distillation> teaching() {
        return experiment.teacher().map(teacher -> {
            String sha256 = origin.teacher()
                    .orElseThrow(() -> new InvalidInputException(folder.experiment()
                            + " has a teacher, but the run began without. Take training.teacher out, or start a new"
                            + " run."));
            return new Distillation(
                    TeacherFile.read(RunFolder.teacher(folder.path()), sha256),
                    teacher.temperature(),
                    teacher.weight());
        });
    }

    private static boolean exists(String file) {
        try {
            return Files.exists(Path.of(file));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private InvalidInputException differs(String what, String named, Path own) {
        return new InvalidInputException("The " + what + " " + named + " differs from " + own
                + ", which the run began with. Put it back as it was, or write '" + what + ": " + own.getFileName()
                + "' in " + folder.experiment() + " to go on with the run's own, or start a new run.");
    }
}
