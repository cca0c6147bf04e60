package org.lampyris.evaluation.onnx;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.lampyris.evaluation.compression.coding.CodedTensor;
import org.lampyris.evaluation.compression.coding.LampReport;
import org.lampyris.evaluation.compression.coding.Shared;
import org.lampyris.evaluation.compression.coding.SymbolCoding;
import org.lampyris.evaluation.compression.coding.TensorReport;
import org.lampyris.evaluation.compression.sharing.Clustering;
import org.lampyris.evaluation.compression.sharing.Entropy;
import org.lampyris.evaluation.compression.sharing.WeightSharing;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.evaluation.weights.Tensor;
import org.lampyris.space.graph.GraphBuilder;
import org.lampyris.space.graph.Operator;
import org.lampyris.space.graph.TensorShape;

/** What is left of LeNet-300-100 (784-300-100-10) with 8 % of normal weights and 32 shared values in each layer. */
final class DeepCompressionSizeTest {
    private static final double KEPT = 0.08;
    private static final int CLUSTERS = 32;

    @Test
    void isFarSmallerThanFloats() {
        GraphBuilder builder = new GraphBuilder(new TensorShape(1, 28, 28));
        Operator relu = new Operator.Activation(Operator.Activation.Function.RELU);
        builder.add("fc1", new Operator.Dense(300), 0);
        builder.add("fc1.relu", relu, 1);
        builder.add("fc2", new Operator.Dense(100), 2);
        builder.add("fc2.relu", relu, 3);
        builder.add("fc3", new Operator.Dense(10), 4);
        SplittableRandom random = new SplittableRandom(300100);
        Map<String, Tensor> weights = new TreeMap<>();
        Map<String, CodedTensor> codes = new TreeMap<>();
        List<Double> entropies = new ArrayList<>();
        NetworkWeights.expectedShapes(builder.build()).forEach((name, shape) -> {
            boolean dense = name.endsWith(NetworkWeights.WEIGHT);
            float[] values = new float[shape.stream().reduce(1, (a, b) -> a * b)];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (0.05 * random.nextGaussian());
            }
            if (dense) {
                prune(values);
                Clustering clusters = clusters(values);
                entropies.add(Entropy.of(clusters) * values.length / 8);
                codes.put(name, Shared.of(shape, clusters.centroids(), clusters.assignment()));
            }
            weights.put(name, Tensor.of(values, shape));
        });
        List<String> classes = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
        byte[] model = new OnnxWriter("1")
                .encode(ExportableNetwork.of(
                        builder.build(),
                        NetworkWeights.of(weights),
                        Preprocessing.ofBytes(List.of(0.13), List.of(0.31)),
                        classes));
        byte[] file = Lamp.pack(model, codes);
        LampReport report = Lamp.open("lenet.lamp", file).report();

        double paper = 0;
        double best = 0;
        double entropy = entropies.stream().mapToDouble(e -> e).sum();
        for (TensorReport tensor : report.tensors()) {
            if (codes.containsKey(tensor.name())) {
                paper += Objects.requireNonNull(tensor.alternatives().get(SymbolCoding.HUFFMAN_RELATIVE)) / 8;
                best += tensor.alternatives().values().stream()
                                .min(Double::compare)
                                .orElseThrow()
                        / 8;
            }
        }
        String figures = String.format(
                Locale.ROOT,
                "%d bytes; floats %d; indices by Huffman and gaps %.0f, by the best coder %.0f; skeleton %.0f; %s",
                file.length,
                4 * report.values(),
                paper,
                best,
                report.skeletonBytes(),
                report.spentBytes());
        assertTrue(best < 0.995 * paper, figures);
        assertTrue(best < 1.01 * entropy, figures + " entropy " + entropy);
        assertTrue(report.compression() > 40, figures);
    }

    private static void prune(float[] values) {
        double[] sizes = new double[values.length];
        Arrays.setAll(sizes, i -> Math.abs(values[i]));
        Arrays.sort(sizes);
        double limit = sizes[(int) ((1 - KEPT) * sizes.length)];
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.abs(values[i]) < limit ? 0 : values[i];
        }
    }

    private static Clustering clusters(float[] values) {
        double[] ones = new double[values.length];
        Arrays.fill(ones, 1);
        return Clustering.withoutZeros(values, ones, (v, h) -> WeightSharing.lloyd(v, h, CLUSTERS));
    }
}
