package org.lampyris.experiments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.lampyris.evaluation.data.Dataset;
import org.lampyris.evaluation.training.TrainingException;
import org.lampyris.evaluation.weights.DurableFile;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.experiments.report.GraphJson;
import org.lampyris.experiments.report.Json;
import org.lampyris.input.InvalidInputException;
import org.lampyris.search.Trial;
import org.lampyris.search.pareto.Selection;
import org.lampyris.space.graph.NetworkGraph;

/**
 * Takes a network out of a run: a file that runs without us, checked, and a manifest of what it is. The output folder
 * appears complete or not at all.
 */
public final class Exporter {
    /** How far outputs may differ, relative to the largest of an image where that is over 1. */
    static final double TOLERANCE = 1e-4;

    private final FinishedRun run;

    public Exporter(FinishedRun run) {
        this.run = run;
    }

    /**
     * @return the manifest
     * @throws InvalidInputException if nothing is selected, its weights or the data aren't there, or the folder exists
     * @throws ExportRefusedException if the file doesn't do what the network does
     */
    public Map<String, Object> export(ExportRequest request) throws InterruptedException {
        PreparedFolder.requireNothing(request.out());
        Trial trial = Selection.parse(request.select())
                .from(run.trials(), run.ingredients().objectives());
        boolean graphOnly = request.format() == ExportRequest.Format.JSON;
        Optional<NetworkWeights> searched = graphOnly || request.retrain().isPresent()
                ? Optional.empty()
                : Optional.of(SearchedWeights.of(run, trial));
        Dataset data = run.stored().data();
        Manifest manifest = new Manifest(run, data, trial, request);
        try (PreparedFolder prepared = PreparedFolder.beside(request.out())) {
            Path file = prepared.path().resolve(request.format().file());
            if (graphOnly) {
                NetworkGraph graph = run.ingredients().space().decode(trial.architecture());
                DurableFile.write(file, utf8(Json.write(GraphJson.of(graph))));
            } else {
                new NetworkFile(run, data, manifest).write(request, trial, searched, file);
            }
            Map<String, Object> content = manifest.of(file);
            DurableFile.write(prepared.path().resolve("manifest.json"), utf8(Json.write(content)));
            prepared.moveIntoPlace();
            return content;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (TrainingException e) {
            throw new ExportRefusedException("The network can't be trained: " + e.getMessage() + ".");
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
