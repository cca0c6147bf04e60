package org.lampyris.experiments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.lampyris.evaluation.data.Dataset;
import org.lampyris.evaluation.distillation.Distillation;
import org.lampyris.evaluation.onnx.ExportableNetwork;
import org.lampyris.evaluation.onnx.OnnxRunner;
import org.lampyris.evaluation.onnx.OnnxWriter;
import org.lampyris.evaluation.onnx.Preprocessing;
import org.lampyris.evaluation.training.EpochListener;
import org.lampyris.evaluation.training.NetworkTrainer;
import org.lampyris.evaluation.training.TrainedNetwork;
import org.lampyris.evaluation.training.TrainingException;
import org.lampyris.evaluation.training.TrainingPlan;
import org.lampyris.evaluation.weights.DurableFile;
import org.lampyris.experiments.report.Json;
import org.lampyris.experiments.teaching.TeachingFigures;
import org.lampyris.input.InvalidInputException;
import org.lampyris.space.graph.GraphStatistics;
import org.lampyris.space.graph.NetworkGraph;

/**
 * Trains one network of a known form and writes it as ONNX, with batch normalisation as nodes of its own.
 *
 * @param teaching by somebody, if there is a teacher
 */
public record ClassicTraining(
        String network, Dataset data, TrainingPlan plan, long seed, Optional<Distillation> teaching) {
    /** The file in the folder that is made. */
    public static final String FILE = "network.onnx";

    /**
     * @return what is in the manifest
     * @throws InvalidInputException if the folder exists, or the network can't be trained
     */
    public Map<String, Object> run(NetworkGraph graph, EpochListener listener, Path out) throws InterruptedException {
        PreparedFolder.requireNothing(out);
        NetworkTrainer plain = new NetworkTrainer(data, plan, SystemTime::nanoseconds).reporting(listener);
        NetworkTrainer trainer = teaching.map(plain::taughtBy).orElse(plain);
        try (PreparedFolder prepared = PreparedFolder.beside(out)) {
            TrainedNetwork trained = trainer.train(graph, seed);
            ExportableNetwork exportable = new ExportableNetwork(
                    graph,
                    trained.weights(),
                    Preprocessing.ofBytes(
                            data.normalization().mean(), data.normalization().deviation()),
                    data.classNames(),
                    new TreeMap<>(Map.of("network", network, "data", data.name())));
            Path file = prepared.path().resolve(FILE);
            DurableFile.write(file, new OnnxWriter(Version.current()).encodeTrainable(exportable));
            Map<String, Object> manifest = manifest(graph, trained, file);
            DurableFile.write(
                    prepared.path().resolve("manifest.json"),
                    Json.write(manifest).getBytes(StandardCharsets.UTF_8));
            prepared.moveIntoPlace();
            return manifest;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (TrainingException e) {
            throw new InvalidInputException("The network can't be trained: " + e.getMessage() + ".");
        }
    }

    private Map<String, Object> manifest(NetworkGraph graph, TrainedNetwork trained, Path file) throws IOException {
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("network", network);
        manifest.put("data", data.name());
        manifest.put("dataSha256", data.sha256());
        manifest.put("epochs", trained.epochs());
        manifest.put("seed", seed);
        teaching.ifPresent(taught -> manifest.putAll(TeachingFigures.of(taught)));
        manifest.put("parameters", GraphStatistics.of(graph).parameters());
        manifest.put("multiplyAdds", GraphStatistics.of(graph).multiplyAdds());
        manifest.put("bytes", Files.size(file));
        manifest.put("validationAccuracy", trained.accuracy());
        try (OnnxRunner runner = OnnxRunner.open(file)) {
            manifest.put(
                    "testAccuracy",
                    runner.accuracy(
                            data.test().pixels(),
                            data.test().shape(),
                            data.test().labels()));
        }
        manifest.put("version", Version.current());
        return manifest;
    }
}
