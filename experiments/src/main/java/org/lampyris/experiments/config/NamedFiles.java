package org.lampyris.experiments.config;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.lampyris.evaluation.data.Datasets;
import org.lampyris.hardware.HardwareProfile;
import org.lampyris.space.SpaceDefinition;

/** The files that an experiment names, found from the folder of its own file. */
final class NamedFiles {
    private final Optional<Path> folder;

    NamedFiles(Path experiment) {
        this.folder =
                Optional.ofNullable(experiment.toAbsolutePath().normalize().getParent());
    }

    Problem resolved(Problem problem) {
        DataSettings data = problem.data();
        return problem.withProfile(resolved(problem.profile(), HardwareProfile.shipped()))
                .withSpace(resolved(problem.space(), SpaceDefinition.shippedNames()))
                .withData(data.withSource(resolved(data.source(), Datasets.names())));
    }

    TeacherSettings resolved(TeacherSettings teacher) {
        return teacher.withNetwork(TeacherName.parse(teacher.network())
                .at(path -> resolved(path, List.of()))
                .toString());
    }

    private String resolved(String nameOrPath, List<String> names) {
        if (folder.isEmpty() || names.contains(nameOrPath)) {
            return nameOrPath;
        }
        try {
            Path path = Path.of(nameOrPath);
            Path file = folder.get().resolve(path).normalize();
            boolean misspeltName = path.getNameCount() == 1 && !Files.exists(path) && !Files.exists(file);
            return misspeltName ? nameOrPath : file.toString();
        } catch (InvalidPathException e) {
            return nameOrPath; // As absent as any other: the one who opens it says so.
        }
    }
}
