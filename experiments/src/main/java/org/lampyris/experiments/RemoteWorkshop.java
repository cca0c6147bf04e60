package org.lampyris.experiments;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.lampyris.evaluation.Evaluator;
import org.lampyris.evaluation.data.DataOptions;
import org.lampyris.evaluation.data.Dataset;
import org.lampyris.evaluation.data.DatasetFile;
import org.lampyris.evaluation.data.Datasets;
import org.lampyris.evaluation.execution.hazelcast.Briefing;
import org.lampyris.evaluation.execution.hazelcast.Cargo;
import org.lampyris.evaluation.execution.hazelcast.Workshop;
import org.lampyris.evaluation.training.EpochListener;
import org.lampyris.evaluation.training.TrainingStates;
import org.lampyris.experiments.config.DataSettings;
import org.lampyris.input.InvalidInputException;

/** Trains on a worker what the coordinator's search asks for. */
public final class RemoteWorkshop implements Workshop {
    private final LoadedExperiment loaded;
    private final SortedMap<String, String> facts;
    private final FrontWeights weights;
    private final TrainingStates states;

    private RemoteWorkshop(LoadedExperiment loaded, Path folder) {
        this.loaded = loaded;
        this.facts = ClusterFacts.of(loaded);
        this.weights = new FrontWeights(folder);
        this.states = loaded.states(folder.resolve("states"));
    }

    /**
     * Makes workshops in a folder.
     *
     * @param folder a worker's own; what is in it is overwritten
     * @param own the images that the user named, if any
     * @param said hears where the images come from
     */
    public static Workshop.Builder in(Path folder, Optional<String> own, Consumer<String> said) {
        return (briefing, source) -> {
            try {
                StoredRun run = StoredRun.read(unpack(folder, briefing));
                Dataset data = data(run, own, source, said);
                if (run.origin().teacher().isPresent()) {
                    hear(RunFolder.teacher(folder), source);
                }
                return new RemoteWorkshop(new LoadedExperiment(run.ingredients(), data, run.teaching()), folder);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    /** Gets what the teacher says, anew each time: it is little. Its hash is held against the run's when it is read. */
    private static void hear(Path file, Workshop.DataSource source) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            source.copyTo(Cargo.TEACHER, out);
        }
    }

    private static RunFolder unpack(Path folder, Briefing briefing) throws IOException {
        for (String name : RunFolder.TEXTS) {
            String text = briefing.texts().get(name);
            if (text == null) {
                throw new InvalidInputException("The coordinator sent no " + name + ". Is it the same version?");
            }
            Files.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
        }
        return new RunFolder(folder);
    }

    /** The user's images; else those of this name, if they are the same; else what the coordinator sends. */
    private static Dataset data(StoredRun run, Optional<String> own, Workshop.DataSource source, Consumer<String> said)
            throws IOException {
        DataSettings settings = run.experiment().problem().data();
        String sha256 = run.origin().data().sha256();
        if (own.isPresent()) {
            return Ingredients.data(settings.withSource(own.get()));
        }
        if (Datasets.names().contains(settings.source())) {
            try {
                Dataset named = Ingredients.data(settings);
                if (named.sha256().equals(sha256)) {
                    return named;
                }
            } catch (InvalidInputException e) {
                said.accept("The images aren't on this machine: " + e.getMessage());
            }
        }
        return received(sha256, run.folder().path(), source, said);
    }

    private static Dataset received(String sha256, Path folder, Workshop.DataSource source, Consumer<String> said)
            throws IOException {
        Path cache = DataOptions.withSeed(1).cache().resolve("cluster");
        Files.createDirectories(cache);
        Path file = cache.resolve(sha256 + ".data");
        if (Files.exists(file)) {
            try {
                return DatasetFile.read(file, sha256);
            } catch (InvalidInputException e) {
                said.accept(e.getMessage());
            }
        }
        said.accept("Getting the images from the coordinator, to " + file);
        Path temporary = Files.createTempFile(folder, "images", ".part");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(temporary))) {
                source.copyTo(Cargo.IMAGES, out);
            }
            Dataset data = DatasetFile.read(temporary, sha256);
            Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
            return data;
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    @Override
    public SortedMap<String, String> facts() {
        return facts;
    }

    @Override
    public Evaluator evaluator(EpochListener listener) {
        return loaded.evaluator(weights, states, listener);
    }

    @Override
    public Path weights(int trial) {
        return weights.file(trial);
    }

    @Override
    public void close() {
        // The folder is the worker's.
    }
}
