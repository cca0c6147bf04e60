package org.lampyris.evaluation.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.lampyris.evaluation.training.InitialWeights;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.evaluation.weights.Tensor;
import org.lampyris.hardware.Segments;
import org.lampyris.hardware.latency.Decomposition;
import org.lampyris.hardware.latency.OperatorKey;
import org.lampyris.hardware.latency.Precision;
import org.lampyris.space.FireBottleneckSpace;
import org.lampyris.space.SpaceDefinition;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.TensorShape;

/** Parts of networks as they are measured, in both precisions. */
class PartModelTest {
    private static final FireBottleneckSpace SPACE =
            new FireBottleneckSpace(SpaceDefinition.shipped("fire-bottleneck"), new TensorShape(1, 14, 14), 5);

    private static float[] run(byte[] model, TensorShape input, float[] image) throws OrtException {
        try (OrtSession session = OnnxEnvironment.session(model, 1);
                OnnxTensor tensor = OnnxTensor.createTensor(OnnxEnvironment.get(), FloatBuffer.wrap(image), new long[] {
                    1, input.channels(), input.height(), input.width()
                });
                OrtSession.Result result = session.run(Map.of(OnnxWriter.INPUT, tensor))) {
            FloatBuffer values = ((OnnxTensor) result.get(0)).getFloatBuffer();
            float[] copy = new float[values.remaining()];
            values.get(copy);
            return copy;
        }
    }

    /** With shifts, so that biases count. */
    private static NetworkWeights shifted(NetworkWeights weights) {
        Map<String, Tensor> tensors = new TreeMap<>(weights.tensors());
        tensors.replaceAll((name, tensor) -> {
            float[] values = tensor.values();
            if (name.endsWith(NetworkWeights.BETA)) {
                for (int i = 0; i < values.length; i++) {
                    values[i] = i % 3 - 0.8f;
                }
            }
            return Tensor.of(values, tensor.shape());
        });
        return NetworkWeights.of(tensors);
    }

    @Test
    void everyPartRunsAndIntegersComeNearFloats() throws OrtException {
        int parts = 0;
        for (long seed = 1; seed <= 12; seed++) {
            NetworkGraph network = SPACE.decode(SPACE.sample(new SplittableRandom(seed)));
            for (OperatorKey key : Segments.keys(network, Precision.FLOAT32)) {
                NetworkGraph graph = Decomposition.graph(key);
                NetworkWeights weights = shifted(InitialWeights.of(graph, seed));
                SplittableRandom random = new SplittableRandom(seed);
                float[] image = new float[(int) key.in().elements()];
                for (int i = 0; i < image.length; i++) {
                    image[i] = (float) random.nextDouble(-1, 1);
                }
                float[] floats = run(OnnxWriter.encodePart(graph, weights, Precision.FLOAT32), key.in(), image);
                float[] integers = run(OnnxWriter.encodePart(graph, weights, Precision.INT8), key.in(), image);
                assertEquals(graph.shape(graph.nodes().size() - 1).elements(), floats.length, key::toString);
                assertEquals(floats.length, integers.length);
                double error = 0;
                double size = 0;
                for (int i = 0; i < floats.length; i++) {
                    error += Math.abs(floats[i] - integers[i]);
                    size += Math.abs(floats[i]);
                }
                // A step of the images is 0.06, of sums of rectified values 0.03.
                assertTrue(
                        error / floats.length < 0.06 + 0.1 * size / floats.length, key + ": " + error / floats.length);
                parts++;
            }
        }
        assertTrue(parts > 100, parts + " parts");
    }
}
