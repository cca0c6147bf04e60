package org.lampyris.experiments;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.lampyris.evaluation.Metrics;
import org.lampyris.evaluation.data.Dataset;
import org.lampyris.evaluation.data.ImageSet;
import org.lampyris.evaluation.onnx.Agreement;
import org.lampyris.evaluation.onnx.ExportableNetwork;
import org.lampyris.evaluation.onnx.OnnxRunner;
import org.lampyris.evaluation.onnx.OnnxWriter;
import org.lampyris.evaluation.onnx.Preprocessing;
import org.lampyris.evaluation.training.NetworkTrainer;
import org.lampyris.evaluation.training.TrainedNetwork;
import org.lampyris.evaluation.training.TrainingException;
import org.lampyris.evaluation.training.TrainingPlan;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.search.Trial;
import org.lampyris.space.graph.NetworkGraph;

/** Writes a network with its weights, and holds what was written against the network. */
final class NetworkFile {
    private static final Duration NO_LIMIT = Duration.ofDays(365);

    private final FinishedRun run;
    private final Dataset data;
    private final Manifest manifest;

    /** @param manifest is told the figures */
    NetworkFile(FinishedRun run, Dataset data, Manifest manifest) {
        this.run = run;
        this.data = data;
        this.manifest = manifest;
    }

    /**
     * @param searched the weights of the search; without them the network is trained anew, as the request says
     * @throws ExportRefusedException if the file doesn't do what the network does
     */
    void write(ExportRequest request, Trial trial, Optional<NetworkWeights> searched, Path file)
            throws IOException, TrainingException, InterruptedException {
        NetworkGraph graph = run.ingredients().space().decode(trial.architecture());
        NetworkTrainer trainer = new NetworkTrainer(data, plan(request), SystemTime::nanoseconds);
        NetworkWeights weights;
        if (searched.isPresent()) {
            weights = searched.get();
            manifest.accuracy("validation", trial.result().metrics().get(Metrics.ACCURACY));
        } else {
            TrainedNetwork trained = run.stored()
                    .teaching()
                    .map(trainer::taughtBy)
                    .orElse(trainer)
                    .train(graph, run.ingredients().experiment().search().seed());
            weights = trained.weights();
            manifest.accuracy("validation", trained.accuracy());
        }
        float[][] logits = trainer.logits(graph, weights, data.test());
        double accuracy = NetworkTrainer.accuracy(logits, data.test());
        manifest.accuracy("test", accuracy);
        if (request.format() == ExportRequest.Format.DL4J) {
            trainer.writeArchive(graph, weights, file);
            return;
        }
        Preprocessing preprocessing = Preprocessing.ofBytes(
                data.normalization().mean(), data.normalization().deviation());
        ExportableNetwork network =
                new ExportableNetwork(graph, weights, preprocessing, data.classNames(), new TreeMap<>(metadata(trial)));
        new OnnxWriter(Version.current()).write(file, network);
        verify(file, logits, accuracy, manifest);
    }

    private TrainingPlan plan(ExportRequest request) {
        TrainingPlan plan = run.ingredients().experiment().training();
        return request.retrain().isEmpty()
                ? plan
                : new TrainingPlan(
                        request.retrain().getAsInt(),
                        plan.batchSize(),
                        plan.optimizer(),
                        plan.augmentation(),
                        new TrainingPlan.Stopping(plan.stopping().patience(), NO_LIMIT));
    }

    private Map<String, String> metadata(Trial trial) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("architecture", trial.architecture().id());
        metadata.put("network", run.ingredients().space().describe(trial.architecture()));
        metadata.put(
                NamedNetwork.CHOICES,
                trial.architecture().choices().stream().map(String::valueOf).collect(Collectors.joining(".")));
        metadata.put(NamedNetwork.SPACE, run.stored().spaceText());
        metadata.put("data", data.name());
        return metadata;
    }

    /** Loads the file in a runtime that isn't the engine and holds it against the network. */
    private void verify(Path file, float[][] expected, double accuracy, Manifest manifest) {
        ImageSet test = data.test();
        try (OnnxRunner runner = OnnxRunner.open(file)) {
            double found = runner.accuracy(test.pixels(), test.shape(), test.labels());
            Agreement agreement = Agreement.of(expected, runner.logits(test.pixels()));
            if (found != accuracy || !agreement.within(Exporter.TOLERANCE)) {
                throw new ExportRefusedException(String.format(
                        Locale.ROOT,
                        "The exported file scores %.4f on the test images where the network scores %.4f, and its outputs"
                                + " differ by up to %.2g. Nothing was exported.",
                        found,
                        accuracy,
                        agreement.largestDifference()));
            }
            manifest.verified(agreement, found);
        }
    }
}
