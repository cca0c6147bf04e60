package org.lampyris.experiments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.lampyris.evaluation.EvaluationResult.Evaluated;
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
import org.lampyris.evaluation.weights.Safetensors;
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

    private static final int BATCH = 64;
    private static final Duration NO_LIMIT = Duration.ofDays(365);

    private final FinishedRun run;
    private final Dataset data;

    public Exporter(FinishedRun run) {
        this.run = run;
        this.data = run.ingredients().data();
    }

    /**
     * @return the manifest
     * @throws InvalidInputException if nothing is selected, its weights weren't kept, or the folder exists
     * @throws ExportRefusedException if the file doesn't do what the network does
     */
    public Map<String, Object> export(ExportRequest request) throws InterruptedException {
        if (Files.exists(request.out())) {
            throw new InvalidInputException(request.out() + " exists and is left as it is. Choose another --out.");
        }
        Trial trial = Selection.parse(request.select())
                .from(run.trials(), run.ingredients().objectives());
        NetworkGraph graph = run.ingredients().space().decode(trial.architecture());
        Path absolute = request.out().toAbsolutePath();
        Path prepared = absolute.resolveSibling(
                "." + absolute.getFileName() + ".new-" + ProcessHandle.current().pid());
        try {
            Files.createDirectories(prepared);
            Path file = prepared.resolve(request.format().file());
            Manifest manifest = new Manifest(run, trial, request);
            if (request.format() == ExportRequest.Format.JSON) {
                Files.writeString(file, Json.write(GraphJson.of(graph)), StandardCharsets.UTF_8);
            } else {
                write(request, trial, graph, file, manifest);
            }
            Map<String, Object> content = manifest.of(file);
            Files.writeString(prepared.resolve("manifest.json"), Json.write(content), StandardCharsets.UTF_8);
            Files.move(prepared, absolute, StandardCopyOption.ATOMIC_MOVE);
            return content;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (TrainingException e) {
            throw new ExportRefusedException("The network can't be trained: " + e.getMessage() + ".");
        } finally {
            RunFolder.delete(prepared);
        }
    }

    private void write(ExportRequest request, Trial trial, NetworkGraph graph, Path file, Manifest manifest)
            throws IOException, TrainingException, InterruptedException {
        TrainingPlan plan = run.ingredients().experiment().training();
        if (request.retrain().isPresent()) {
            plan = new TrainingPlan(
                    request.retrain().getAsInt(),
                    plan.batchSize(),
                    plan.optimizer(),
                    plan.augmentation(),
                    new TrainingPlan.Stopping(plan.stopping().patience(), NO_LIMIT));
        }
        NetworkTrainer trainer = new NetworkTrainer(data, plan, SystemTime::nanoseconds);
        NetworkWeights weights;
        if (request.retrain().isPresent()) {
            long seed = run.ingredients().experiment().search().seed();
            TrainedNetwork trained = trainer.train(graph, seed);
            weights = trained.weights();
            manifest.accuracy("validation", trained.accuracy());
        } else {
            weights = searched(trial);
            manifest.accuracy("validation", trial.result().metrics().get(Metrics.ACCURACY));
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

    private NetworkWeights searched(Trial trial) {
        Path file = FrontWeights.file(run.folder().weights(), trial.number());
        String advice = "Add --retrain EPOCHS to train it anew.";
        if (!(trial.result() instanceof Evaluated evaluated)
                || evaluated.weights().isEmpty()
                || !Files.exists(file)) {
            throw InvalidInputException.at(
                    "--select",
                    "the weights of trial " + trial.number() + " weren't kept, as it isn't on the Pareto front",
                    advice);
        }
        return Safetensors.read(file, evaluated.weights().get()).weights();
    }

    private Map<String, String> metadata(Trial trial) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("architecture", trial.architecture().id());
        metadata.put("network", run.ingredients().space().describe(trial.architecture()));
        metadata.put("data", data.name());
        return metadata;
    }

    /** Loads the file in a runtime that isn't the engine and holds it against the network. */
    private void verify(Path file, float[][] expected, double accuracy, Manifest manifest) {
        ImageSet test = data.test();
        try (OnnxRunner runner = OnnxRunner.open(file)) {
            double found = runner.accuracy(test.pixels(), test.shape(), test.labels());
            Agreement agreement = Agreement.of(expected, logits(runner, test));
            if (found != accuracy || !agreement.within(TOLERANCE)) {
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

    private static float[][] logits(OnnxRunner runner, ImageSet images) {
        ByteBuffer pixels = images.pixels();
        int size = Math.toIntExact(images.shape().elements());
        float[][] logits = new float[images.size()][];
        for (int first = 0; first < images.size(); first += BATCH) {
            int count = Math.min(BATCH, images.size() - first);
            float[][] batch = runner.logits(pixels.slice(first * size, count * size));
            System.arraycopy(batch, 0, logits, first, count);
        }
        return logits;
    }
}
