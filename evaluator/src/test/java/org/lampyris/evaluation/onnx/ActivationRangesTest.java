package org.lampyris.evaluation.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lampyris.evaluation.compression.quantization.RangeChoice;
import org.lampyris.evaluation.compression.quantization.ValueRange;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.evaluation.weights.Tensor;
import org.lampyris.space.graph.GraphBuilder;
import org.lampyris.space.graph.Operator.Convolution;
import org.lampyris.space.graph.Operator.Dense;
import org.lampyris.space.graph.Operator.Pooling;
import org.lampyris.space.graph.TensorShape;

class ActivationRangesTest {
    /** One pixel x: 2x - 100 and -x + 10 with a ReLU, their maximum over one place, and the sum of both. */
    private static ExportableNetwork known() {
        GraphBuilder builder = new GraphBuilder(new TensorShape(1, 1, 1));
        int node = builder.relu("c", builder.add("c", new Convolution(2, 1, 1, 1, true), 0));
        node = builder.add("p", new Pooling(Pooling.Kind.MAXIMUM, 1, 1), node);
        node = builder.add("h", new Dense(1), node);
        builder.add("d", new Dense(2), node);
        NetworkWeights weights = NetworkWeights.of(Map.of(
                "c.weight", Tensor.of(new float[] {2, -1}, 2, 1, 1, 1),
                "c.bias", Tensor.of(new float[] {-100, 10}, 2),
                "h.weight", Tensor.of(new float[] {1, -1}, 1, 2),
                "h.bias", Tensor.of(new float[] {0.5f}, 1),
                "d.weight", Tensor.of(new float[] {1, -1}, 2, 1),
                "d.bias", Tensor.of(new float[] {0, 0}, 2)));
        Preprocessing none = new Preprocessing(1, List.of(0.0), List.of(1.0));
        return ExportableNetwork.of(builder.build(), weights, none, List.of("a", "b"));
    }

    /** Each value from 0 to 255 once. */
    private static ByteBuffer pixels() {
        byte[] pixels = new byte[256];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) i;
        }
        return ByteBuffer.wrap(pixels);
    }

    @Test
    void extremesOfAKnownNetwork() {
        ByteBuffer pixels = pixels();
        ActivationRanges found = ActivationRanges.of(known(), pixels, RangeChoice.MIN_MAX);
        assertEquals(256, pixels.remaining());
        assertEquals(
                Map.of(
                        "input", new ValueRange(0, 255),
                        "c.relu", new ValueRange(0, 410),
                        "p", new ValueRange(0, 410),
                        "h", new ValueRange(-9.5f, 410.5f)),
                found.ranges());
    }

    @Test
    void otherChoicesStayWithinAndRepeat() {
        ActivationRanges all = ActivationRanges.of(known(), pixels(), RangeChoice.MIN_MAX);
        for (RangeChoice choice : RangeChoice.values()) {
            ActivationRanges found = ActivationRanges.of(known(), pixels(), choice);
            assertEquals(found, ActivationRanges.of(known(), pixels(), choice));
            found.ranges().forEach((node, range) -> {
                ValueRange whole = all.ranges().getOrDefault(node, new ValueRange(0, 0));
                assertEquals(whole, whole.union(range), node);
                assertTrue(range.highest() > 0.9 * whole.highest(), node + ": " + range);
            });
        }
        assertEquals(
                ActivationRanges.of(known(), pixels()),
                ActivationRanges.of(known(), pixels(), RangeChoice.MEAN_SQUARED_ERROR));
    }

    @Test
    void logitsAreThoseOfTheFile(@TempDir Path folder) throws IOException {
        for (long seed = 1; seed <= 5; seed++) {
            RandomNetworks random = new RandomNetworks(seed);
            ExportableNetwork network = random.trained(random.graph());
            ByteBuffer images = ByteBuffer.wrap(random.images(network.graph(), 35));
            NetworkWeights others = random.weights(network.graph());
            Path file = folder.resolve(seed + ".onnx");
            new OnnxWriter("test")
                    .write(
                            file,
                            ExportableNetwork.of(network.graph(), others, network.preprocessing(), network.classes()));
            try (OnnxRunner runner = OnnxRunner.open(file)) {
                assertTrue(Agreement.of(runner.logits(images), new OnnxLogits(network, images).logits(others))
                        .within(1e-5));
            }
        }
    }

    @Test
    void imagesThatArentWholeAreRefused() {
        GraphBuilder builder = new GraphBuilder(new TensorShape(2, 3, 3));
        builder.add("d", new Dense(2), 0);
        ExportableNetwork network = new RandomNetworks(3).trained(builder.build());
        for (int size : new int[] {0, 17, 19}) {
            ByteBuffer bytes = ByteBuffer.allocate(size);
            assertThrows(IllegalArgumentException.class, () -> ActivationRanges.of(network, bytes), size + " bytes");
        }
        assertEquals(
                Set.of("input"),
                ActivationRanges.of(network, ByteBuffer.allocate(18)).ranges().keySet());
    }
}
