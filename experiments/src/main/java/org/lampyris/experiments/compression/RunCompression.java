package org.lampyris.experiments.compression;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.lampyris.experiments.FinishedRun;
import org.lampyris.experiments.RunFolder;
import org.lampyris.experiments.config.CompressionPlan;
import org.lampyris.search.Trial;
import org.lampyris.search.pareto.Selection;
import org.lampyris.search.store.RunLock;

/** What the section {@code compress} of an experiment asks for, once the search has come to its end. */
public final class RunCompression {
    /** The folder in the run folder. */
    public static final String FOLDER = "compressed";

    private final RunFolder folder;

    public RunCompression(RunFolder folder) {
        this.folder = folder;
    }

    /** Where the result is. */
    public Path path() {
        return folder.path().resolve(FOLDER);
    }

    /** Whether there is a result, which is left as it is. */
    public boolean done() {
        return Files.exists(path());
    }

    /**
     * @param lines hears of each line of the table
     * @param progress hears how it goes
     * @return what is in the manifest
     * @throws org.lampyris.input.InvalidInputException if nothing is selected or the network can't be trained
     */
    public Map<String, Object> run(CompressionPlan plan, Consumer<String> lines, Consumer<String> progress)
            throws InterruptedException {
        RunLock lock = RunLock.acquire(folder.path());
        try {
            return locked(plan, lines, progress);
        } finally {
            lock.close();
        }
    }

    private Map<String, Object> locked(CompressionPlan plan, Consumer<String> lines, Consumer<String> progress)
            throws InterruptedException {
        FinishedRun run = FinishedRun.read(folder);
        Trial trial = Selection.parse(plan.select())
                .from(run.trials(), run.ingredients().objectives());
        Subject subject = SubjectReader.read(folder.path() + ":" + trial.number(), Optional.empty());
        return new Compression(subject, run.ingredients().profile(), plan.settings()).run(lines, progress, path());
    }
}
