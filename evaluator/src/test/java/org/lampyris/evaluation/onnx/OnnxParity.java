package org.lampyris.evaluation.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;

/** Runs a written network in ONNX Runtime and holds its logits against the definition of the operators. */
final class OnnxParity {
    static final double TOLERANCE = 1e-4;

    private OnnxParity() {}

    /** @return the largest deviation, relative to the largest logit where that is over 1 */
    static double assertAgrees(String message, ExportableNetwork network, byte[] images, Path folder)
            throws IOException {
        Path file = folder.resolve("network.onnx");
        new OnnxWriter("test").write(file, network);
        int size = Math.toIntExact(network.graph().input().elements());
        ReferenceInterpreter reference = new ReferenceInterpreter(network.graph(), network.weights());
        double worst = 0;
        try (OnnxRunner runner = OnnxRunner.open(file)) {
            float[][] logits = runner.logits(ByteBuffer.wrap(images));
            assertEquals(images.length / size, logits.length, message);
            for (int i = 0; i < logits.length; i++) {
                byte[] image = Arrays.copyOfRange(images, i * size, (i + 1) * size);
                double[] expected = reference.run(preprocessed(network, image));
                assertEquals(expected.length, logits[i].length, message);
                double scale =
                        Math.max(1, Arrays.stream(expected).map(Math::abs).max().orElseThrow());
                for (int k = 0; k < expected.length; k++) {
                    String place = message + ", image " + i + ", logit " + k;
                    assertEquals(expected[k], logits[i][k], TOLERANCE * scale, place);
                    worst = Math.max(worst, Math.abs(expected[k] - logits[i][k]) / scale);
                }
            }
        }
        return worst;
    }

    private static double[] preprocessed(ExportableNetwork network, byte[] image) {
        int plane = image.length / network.graph().input().channels();
        Preprocessing preprocessing = network.preprocessing();
        double[] values = new double[image.length];
        for (int i = 0; i < values.length; i++) {
            double mean = preprocessing.mean().get(i / plane);
            double std = preprocessing.std().get(i / plane);
            values[i] = ((image[i] & 0xff) / 255.0 - mean) / std;
        }
        return values;
    }
}
