package org.lampyris.experiments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lampyris.evaluation.data.Dataset;
import org.lampyris.evaluation.onnx.Agreement;
import org.lampyris.evaluation.onnx.OnnxWriter;
import org.lampyris.experiments.config.Experiment;
import org.lampyris.hardware.Cost;
import org.lampyris.hardware.HardwareProfile;
import org.lampyris.input.Sha256;
import org.lampyris.search.Trial;
import org.lampyris.space.graph.TensorShape;

/** What an exported file is and where it comes from. */
final class Manifest {
    private final FinishedRun run;
    private final Dataset data;
    private final Trial trial;
    private final ExportRequest request;
    private final Map<String, Object> accuracy = new LinkedHashMap<>();
    private final Map<String, Object> verification = new LinkedHashMap<>();

    Manifest(FinishedRun run, Dataset data, Trial trial, ExportRequest request) {
        this.run = run;
        this.data = data;
        this.trial = trial;
        this.request = request;
    }

    void accuracy(String split, double value) {
        accuracy.put(split, value);
    }

    void verified(Agreement agreement, double testAccuracy) {
        verification.put("runtime", "ONNX Runtime");
        verification.put("test_accuracy", testAccuracy);
        verification.put("images", agreement.images());
        verification.put("same_class", agreement.sameClass());
        verification.put("largest_difference", agreement.largestDifference());
        verification.put("tolerance", Exporter.TOLERANCE);
    }

    Map<String, Object> of(Path file) throws IOException {
        Ingredients ingredients = run.ingredients();
        Experiment stored = run.stored().experiment();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("file", String.valueOf(file.getFileName()));
        json.put("format", request.format().name().toLowerCase(Locale.ROOT));
        json.put("sha256", sha256(file));
        json.put("trial", trial.number());
        json.put("architecture", trial.architecture().id());
        json.put("choices", trial.architecture().choices());
        json.put("network", ingredients.space().describe(trial.architecture()));
        json.put("accuracy", accuracy);
        if (!verification.isEmpty()) {
            json.put("verification", verification);
        }
        json.put("search_metrics", trial.result().metrics().values());
        json.put("latency", latency(stored.problem().profile()));
        Map<String, Object> training = ordered(
                "epochs",
                request.retrain().orElse(trial.epochs().orElse(stored.training().epochs())),
                "retrained",
                request.retrain().isPresent(),
                "seed",
                stored.search().seed());
        run.stored().origin().teacher().ifPresent(sha256 -> training.put("teacher_sha256", sha256));
        json.put("training", training);
        json.put(
                "data",
                ordered(
                        "name", data.name(),
                        "sha256", data.sha256(),
                        "test_images", data.test().size()));
        json.put("input", input(data.shape(), request.format()));
        json.put(
                "output",
                ordered(
                        "name",
                        OnnxWriter.OUTPUT,
                        "shape",
                        List.of("batch", data.classNames().size())));
        json.put("classes", data.classNames());
        json.put(
                "preprocessing",
                ordered(
                        "in_file", request.format() == ExportRequest.Format.ONNX,
                        "mean", data.normalization().mean(),
                        "deviation", data.normalization().deviation()));
        json.put(
                "lampyris",
                ordered(
                        "searched_with", run.stored().origin().program().json(),
                        "exported_with", Origin.Program.current().json()));
        return json;
    }

    /** Deeplearning4j's archive takes channels last, and does no preprocessing. */
    private static Map<String, Object> input(TensorShape shape, ExportRequest.Format format) {
        boolean archive = format == ExportRequest.Format.DL4J;
        return ordered(
                "name",
                OnnxWriter.INPUT,
                "shape",
                archive
                        ? List.of("batch", shape.height(), shape.width(), shape.channels())
                        : List.of("batch", shape.channels(), shape.height(), shape.width()),
                "values",
                archive ? "pixels from 0 to 1, normalised by mean and deviation" : "pixels from 0 to 255");
    }

    /** The prediction, and what share of it comes from where. */
    private Map<String, Object> latency(String name) {
        HardwareProfile profile = run.ingredients().profile();
        Cost cost = profile.costModel().estimate(run.ingredients().space().decode(trial.architecture()));
        Map<String, Object> shares = new LinkedHashMap<>();
        cost.provenance()
                .shares()
                .forEach((provenance, share) -> shares.put(provenance.name().toLowerCase(Locale.ROOT), share));
        return ordered(
                "profile", withoutFolders(name),
                "device", profile.device().name(),
                "predicted_ms", cost.latencyMs(),
                "spread_ms", cost.spreadMs(),
                "shares", shares,
                "provenance", cost.provenance().toString(),
                "profile_sha256", profile.hash());
    }

    /** Where files are on this machine is nobody else's concern. */
    private static String withoutFolders(String profile) {
        return String.valueOf(Path.of(profile).getFileName());
    }

    private static Map<String, Object> ordered(Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return map;
    }

    private static String sha256(Path file) throws IOException {
        return Sha256.hex(Files.readAllBytes(file));
    }
}
