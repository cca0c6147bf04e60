package org.lampyris.experiments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.lampyris.evaluation.EvaluationResult;
import org.lampyris.evaluation.WeightsKeeper;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.evaluation.weights.Safetensors;
import org.lampyris.search.SearchListener;
import org.lampyris.search.Trial;
import org.lampyris.search.pareto.ParetoFront;
import org.lampyris.space.Architecture;

/** Keeps the weights of the networks on the front, and of those that may come back to it, in a folder, a file for each trial.
 * Deletes those of others. */
final class FrontWeights implements WeightsKeeper, SearchListener {
    private final Path folder;
    private final Set<Integer> kept = new HashSet<>();
    private Set<Integer> front = Set.of();
    private volatile Optional<ParetoFront> told = Optional.empty();

    FrontWeights(Path folder) {
        this.folder = folder;
    }

    /** The file of a trial's weights in this folder. */
    Path file(int trial) {
        return file(folder, trial);
    }

    /** The file of a trial's weights. */
    static Path file(Path folder, int trial) {
        return folder.resolve(String.format(Locale.ROOT, "trial-%05d.safetensors", trial));
    }

    @Override
    public String keep(int trial, NetworkWeights weights) {
        try {
            return Safetensors.write(file(folder, trial), weights, Map.of("trial", Integer.toString(trial)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void trialFinished(Trial trial, boolean replayed) {
        prune(); // Before this trial is known: whether it changes the front is told afterwards.
        if (trial.result() instanceof EvaluationResult.Evaluated
                && trial.repeats().isEmpty()) {
            kept.add(trial.number());
        }
    }

    /**
     * Whether the network of a trial that isn't told yet may come to the front. One that the front dominates never does.
     * From any thread.
     */
    boolean wanted(EvaluationResult result) {
        Architecture any = new Architecture(List.of(0), "any");
        Trial last = new Trial(Integer.MAX_VALUE, any, result, 0, OptionalInt.empty());
        return told.map(known -> known.with(last) != known).orElse(true);
    }

    @Override
    public void frontChanged(ParetoFront changed) {
        told = Optional.of(changed);
        front = Set.copyOf(changed.candidates().stream().map(Trial::number).toList());
    }

    /** Deletes the weights of finished trials that aren't on the front: none of them can come back to it. */
    void prune() {
        for (int trial : List.copyOf(kept)) {
            if (!front.contains(trial)) {
                kept.remove(trial);
                try {
                    Files.deleteIfExists(file(folder, trial));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }
}
