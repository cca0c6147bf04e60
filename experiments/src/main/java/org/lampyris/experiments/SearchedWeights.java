package org.lampyris.experiments;

import java.nio.file.Files;
import java.nio.file.Path;
import org.lampyris.evaluation.EvaluationResult.Evaluated;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.evaluation.weights.Safetensors;
import org.lampyris.input.InvalidInputException;
import org.lampyris.search.Trial;
import org.lampyris.search.pareto.ParetoFront;

/** The weights that a network of a run got in the search. */
final class SearchedWeights {
    private SearchedWeights() {}

    /** @throws InvalidInputException if they weren't kept, or their file is missing or damaged; it says which */
    static NetworkWeights of(FinishedRun run, Trial trial) {
        Path file = FrontWeights.file(run.folder().weights(), trial.number());
        if (!(trial.result() instanceof Evaluated evaluated)
                || evaluated.weights().isEmpty()) {
            throw InvalidInputException.at(
                    name(run, trial), "it has no weights, as it wasn't trained to an end", "Choose one of the front.");
        }
        if (!Files.exists(file)) {
            boolean front = ParetoFront.of(run.ingredients().objectives(), run.trials()).members().stream()
                    .anyMatch(member -> member.number() == trial.number());
            throw front
                    ? new InvalidInputException("The file " + file + " with the weights of trial " + trial.number()
                            + " is missing. Put it back, or " + anew(run, trial))
                    : InvalidInputException.at(
                            name(run, trial),
                            "its weights weren't kept, as it isn't on the Pareto front",
                            "Choose one of the front, or " + anew(run, trial));
        }
        return Safetensors.read(file, evaluated.weights().get()).weights();
    }

    private static String name(FinishedRun run, Trial trial) {
        return run.folder().path() + ":" + trial.number();
    }

    private static String anew(FinishedRun run, Trial trial) {
        return "train it anew with 'lampyris export " + run.folder().path() + " --select trial:" + trial.number()
                + " --retrain EPOCHS --out DIR'.";
    }
}
