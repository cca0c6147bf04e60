package org.lampyris.experiments.compression;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a network is like after a step.
 *
 * @param validation the share of validation images that ONNX Runtime gets right, which decides
 * @param test the same of the test images, which decides nothing
 * @param bytes on flash: of the ONNX file, or of the .lamp file once there is one
 * @param peakMemoryBytes of activations, in the numbers that the profile prices
 * @param predictedMs by the profile, in its precision, or in 8-bit integers once quantized
 * @param measuredMs the median of runs of one image in ONNX Runtime, one thread, on this machine
 */
record Figures(
        double validation,
        double test,
        long bytes,
        long peakMemoryBytes,
        long multiplyAdds,
        double predictedMs,
        double measuredMs) {

    Map<String, Object> json() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("validationAccuracy", validation);
        fields.put("testAccuracy", test);
        fields.put("bytes", bytes);
        fields.put("peakMemoryBytes", peakMemoryBytes);
        fields.put("multiplyAdds", multiplyAdds);
        fields.put("predictedMs", predictedMs);
        fields.put("measuredMs", measuredMs);
        return fields;
    }
}
