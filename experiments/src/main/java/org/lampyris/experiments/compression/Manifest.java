package org.lampyris.experiments.compression;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lampyris.evaluation.onnx.OnnxStopwatch;
import org.lampyris.experiments.Version;
import org.lampyris.experiments.config.CompressionSettings;
import org.lampyris.experiments.config.CompressionSettings.Effort;
import org.lampyris.experiments.config.WeightSettings;
import org.lampyris.experiments.teaching.TeachingFigures;
import org.lampyris.hardware.HardwareProfile;

/** What the folder of a compressed network says of how it was made. */
final class Manifest {
    private final Map<String, Object> content = new LinkedHashMap<>();

    private Manifest() {}

    /**
     * @param bench that the steps were done on
     * @param rows of the table, a step each
     */
    static Map<String, Object> of(
            Subject subject, HardwareProfile profile, Workbench bench, List<Map<String, Object>> rows) {
        Manifest manifest = new Manifest();
        manifest.content.put("network", subject.name());
        manifest.content.put("networkSha256", subject.provenance().sha256());
        manifest.content.put("data", subject.data().name());
        manifest.content.put("dataSha256", subject.data().sha256());
        manifest.content.put("profile", profile.name());
        manifest.content.put("profileSha256", profile.hash());
        bench.teacher().ifPresent(teaching -> {
            manifest.content.put("teacher", bench.teacherName().orElseThrow());
            manifest.content.putAll(TeachingFigures.of(teaching));
        });
        manifest.goals(bench.settings());
        manifest.effort(bench.settings().effort());
        manifest.content.put("runtime", "ONNX Runtime " + OnnxStopwatch.runtimeVersion());
        manifest.content.put("version", Version.current());
        manifest.content.put("steps", rows);
        return manifest.content;
    }

    private void goals(CompressionSettings settings) {
        content.put("maxDrop", settings.maxDrop());
        settings.speedup().ifPresent(speedup -> content.put("latencySpeedup", speedup));
        settings.bytes().ifPresent(bytes -> content.put("size", bytes));
        if (settings.steps().contains("quantize")) {
            WeightSettings weights = settings.weights();
            content.put("weights", weights.kind().word());
            if (weights.kind() == WeightSettings.Kind.INT) {
                content.put("bits", weights.bits());
                content.put("mixed", weights.mixed());
            }
        }
    }

    private void effort(Effort effort) {
        content.put("epochs", effort.epochs());
        content.put("learningRate", effort.learningRate());
        content.put("flip", effort.flip());
        content.put("seed", effort.seed());
    }
}
