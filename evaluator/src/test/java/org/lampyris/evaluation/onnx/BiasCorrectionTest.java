package org.lampyris.evaluation.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lampyris.evaluation.compression.quantization.QuantizationPlan;
import org.lampyris.evaluation.compression.quantization.UniformQuantizer;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.evaluation.weights.WeightedNetwork;
import org.lampyris.space.graph.GraphBuilder;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.Operator;
import org.lampyris.space.graph.Operator.Addition;
import org.lampyris.space.graph.Operator.Convolution;
import org.lampyris.space.graph.Operator.Dense;
import org.lampyris.space.graph.Operator.GlobalAveragePooling;
import org.lampyris.space.graph.TensorShape;

class BiasCorrectionTest {
    private static ExportableNetwork residual(RandomNetworks random) {
        GraphBuilder builder = new GraphBuilder(new TensorShape(2, 8, 8));
        int stem = builder.convolutionRelu("stem", 0, 8, 3, 1, 1);
        int depthwise = builder.convolutionRelu("depthwise", stem, 8, 3, 1, 8);
        int project = builder.convolution("project", depthwise, 8, 1, 1, 1);
        int sum = builder.relu("sum", builder.add("sum", new Addition(), stem, project));
        int pooled = builder.add("pooled", new GlobalAveragePooling(), sum);
        builder.add("classifier", new Dense(5), pooled);
        ExportableNetwork trained = random.trained(builder.build());
        WeightedNetwork folded = new WeightedNetwork(trained.graph(), trained.weights()).folded();
        return ExportableNetwork.of(folded.graph(), folded.weights(), trained.preprocessing(), trained.classes());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void theMeansComeBack(long seed) {
        RandomNetworks random = new RandomNetworks(seed);
        ExportableNetwork network = residual(random);
        ByteBuffer images = ByteBuffer.wrap(random.images(network.graph(), 40));
        QuantizationPlan plan = QuantizationPlan.of(UniformQuantizer.ofBits(3));
        BiasCorrection correction = BiasCorrection.of(network, plan, images);
        double before = shift(network, network.weights(), plan, images);
        double after = shift(network, correction.network().weights(), plan, images);
        assertTrue(before > 0.02, "before " + before);
        assertTrue(after < 1e-4 * before + 1e-5, "after " + after);
        assertEquals(before, correction.before(), 1e-4 * before);
        assertEquals(after, correction.after(), 1e-5);
        network.weights().tensors().forEach((name, tensor) -> {
            boolean bias = name.endsWith(NetworkWeights.BIAS);
            assertEquals(!bias, tensor.equals(correction.network().weights().get(name)), name);
        });
    }

    /** How far the rounded weights move the mean of a channel on average over all layers' channels, by definition. */
    private static double shift(
            ExportableNetwork network, NetworkWeights weights, QuantizationPlan plan, ByteBuffer images) {
        NetworkGraph graph = network.graph();
        WeightedNetwork rounded = plan.project(new WeightedNetwork(graph, weights));
        double[][] expected = means(network, network.weights(), images);
        double[][] found = means(network, rounded.weights(), images);
        double sum = 0;
        int channels = 0;
        for (int i = 0; i < graph.nodes().size(); i++) {
            Operator operator = graph.nodes().get(i).operator();
            if (operator instanceof Convolution || operator instanceof Dense) {
                for (int channel = 0; channel < expected[i].length; channel++) {
                    sum += Math.abs(found[i][channel] - expected[i][channel]);
                    channels++;
                }
            }
        }
        return sum / channels;
    }

    /** For each node the mean of each channel. */
    private static double[][] means(ExportableNetwork network, NetworkWeights weights, ByteBuffer images) {
        NetworkGraph graph = network.graph();
        ReferenceInterpreter interpreter = new ReferenceInterpreter(graph, weights);
        Preprocessing steps = network.preprocessing();
        int size = (int) graph.input().elements();
        int count = images.remaining() / size;
        double[][] means = new double[graph.nodes().size()][];
        Arrays.setAll(means, i -> new double[graph.shape(i).channels()]);
        for (int n = 0; n < count; n++) {
            double[] image = new double[size];
            for (int i = 0; i < size; i++) {
                int channel = i / (size / steps.channels());
                double pixel = Byte.toUnsignedInt(images.get(n * size + i)) * steps.scale();
                image[i] = (pixel - steps.mean().get(channel)) / steps.std().get(channel);
            }
            List<double[]> results = interpreter.results(image);
            for (int node = 0; node < means.length; node++) {
                double[] values = results.get(node);
                int plane = values.length / means[node].length;
                for (int i = 0; i < values.length; i++) {
                    means[node][i / plane] += values[i] / (plane * count);
                }
            }
        }
        return means;
    }
}
