package org.lampyris.evaluation.onnx.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.lampyris.evaluation.onnx.Agreement;
import org.lampyris.evaluation.onnx.ExportableNetwork;
import org.lampyris.evaluation.onnx.OnnxModel;
import org.lampyris.evaluation.onnx.OnnxWriter;
import org.lampyris.evaluation.onnx.Preprocessing;
import org.lampyris.evaluation.onnx.ReferenceInterpreter;
import org.lampyris.space.graph.TensorShape;

/** Holds an imported network against ONNX Runtime's results of the file it came from. */
final class ImportParity {
    static final double TOLERANCE = 1e-4;

    /** The definition is slow. */
    private static final int MOST_DEFINED = 8;

    private ImportParity() {}

    /**
     * Runs the file, the network by definition of its operators (8 images at most), and the network written again.
     *
     * @param largest of an input value
     * @return the largest deviation, relative to the largest output where that is over 1
     */
    static double assertAgrees(String message, byte[] model, ImportedNetwork imported, int images, double largest) {
        TensorShape shape = imported.network().graph().input();
        int size = Math.toIntExact(shape.elements());
        SplittableRandom random = new SplittableRandom(images);
        float[] values = new float[images * size];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-largest, largest);
        }
        float[] original = imported.channelsLast() ? channelsLast(values, shape) : values;
        int defined = Math.min(images, MOST_DEFINED);
        float[][] expected = run(message, model, original, images);
        double worst = assertWithin(
                message + ", by definition", Arrays.copyOf(expected, defined), defined(imported, values, defined));
        if (imported.network().graph().nodes().size() == 1) {
            return worst;
        }
        return Math.max(
                worst, assertWithin(message + ", written", expected, run(message, written(imported), values, images)));
    }

    static byte[] written(ImportedNetwork imported) {
        int count = imported.network().graph().classes();
        List<String> classes =
                IntStream.range(0, count).mapToObj(i -> "class " + i).toList();
        return new OnnxWriter("test")
                .encode(ExportableNetwork.of(
                        imported.network().graph(), imported.network().weights(), imported.preprocessing(), classes));
    }

    private static double assertWithin(String message, float[][] expected, float[][] found) {
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i].length, found[i].length, message);
        }
        Agreement agreement = Agreement.of(expected, found);
        assertTrue(agreement.within(TOLERANCE), () -> message + ": " + agreement);
        return agreement.largestDifference();
    }

    private static float[][] run(String message, byte[] model, float[] values, int images) {
        try (OnnxModel runnable = OnnxModel.open(message, model)) {
            return runnable.run(FloatBuffer.wrap(values), images);
        }
    }

    private static float[][] defined(ImportedNetwork imported, float[] values, int images) {
        ReferenceInterpreter interpreter = new ReferenceInterpreter(
                imported.network().graph(), imported.network().weights());
        Preprocessing steps = imported.preprocessing();
        int size = Math.toIntExact(imported.network().graph().input().elements());
        int plane = size / steps.channels();
        float[][] rows = new float[images][];
        for (int i = 0; i < images; i++) {
            double[] image = new double[size];
            for (int j = 0; j < size; j++) {
                int channel = j / plane;
                image[j] = (values[i * size + j] * steps.scale() - steps.mean().get(channel))
                        / steps.std().get(channel);
            }
            double[] found = interpreter.run(image);
            rows[i] = new float[found.length];
            for (int k = 0; k < found.length; k++) {
                rows[i][k] = (float) found[k];
            }
        }
        return rows;
    }

    private static float[] channelsLast(float[] values, TensorShape shape) {
        int plane = shape.height() * shape.width();
        int size = plane * shape.channels();
        float[] moved = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            int channel = i % size / plane;
            moved[i / size * size + i % plane * shape.channels() + channel] = values[i];
        }
        return moved;
    }
}
