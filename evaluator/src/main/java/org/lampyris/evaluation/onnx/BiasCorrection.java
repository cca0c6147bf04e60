package org.lampyris.evaluation.onnx;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.lampyris.evaluation.compression.quantization.QuantizationPlan;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.evaluation.weights.Tensor;
import org.lampyris.evaluation.weights.WeightedNetwork;
import org.lampyris.space.graph.NetworkGraph;

/**
 * Rounded weights shift the mean of what a layer computes; its bias takes the shift back. Layer by layer from the input:
 * each layer's shift is measured with all biases before it corrected, so nothing is corrected twice. Both networks run in
 * floats with ONNX Runtime; only weights are rounded. A layer without bias stays as it is.
 *
 * @param network with the weights it had, not rounded, and corrected biases
 * @param before the mean over layers and channels of the size of the shift without correction
 * @param after the same with all corrections
 * @see "Nagel et al., Data-Free Quantization through Weight Equalization and Bias Correction, 2019, appendix D (empirical
 *     bias correction)"
 */
public record BiasCorrection(ExportableNetwork network, double before, double after) {

    /**
     * Runs the network once per layer and three times more.
     *
     * @param network folded
     * @param images as in {@link ActivationRanges#of}
     */
    public static BiasCorrection of(ExportableNetwork network, QuantizationPlan plan, ByteBuffer images) {
        Set<String> layers = new TreeSet<>(QuantizationPlan.layers(network.graph()));
        Map<String, double[]> expected = means(network, layers, images);
        Map<String, Tensor> tensors = new TreeMap<>(network.weights().tensors());
        double before = shift(expected, means(projected(network, plan, tensors), layers, images));
        for (String layer : QuantizationPlan.layers(network.graph())) {
            Tensor bias = tensors.get(layer + NetworkWeights.BIAS);
            if (bias != null) {
                double[] found = of(means(projected(network, plan, tensors), Set.of(layer), images), layer);
                float[] corrected = bias.values();
                for (int i = 0; i < corrected.length; i++) {
                    corrected[i] += (float) (of(expected, layer)[i] - found[i]);
                }
                tensors.put(layer + NetworkWeights.BIAS, Tensor.of(corrected, corrected.length));
            }
        }
        double after = shift(expected, means(projected(network, plan, tensors), layers, images));
        return new BiasCorrection(with(network, NetworkWeights.of(tensors)), before, after);
    }

    private static ExportableNetwork projected(
            ExportableNetwork network, QuantizationPlan plan, Map<String, Tensor> tensors) {
        WeightedNetwork weighted = new WeightedNetwork(network.graph(), NetworkWeights.of(tensors));
        return with(network, plan.project(weighted).weights());
    }

    private static ExportableNetwork with(ExportableNetwork network, NetworkWeights weights) {
        return new ExportableNetwork(
                network.graph(), weights, network.preprocessing(), network.classes(), network.metadata());
    }

    /** Of each channel of each layer's result, before the activation function. */
    private static SortedMap<String, double[]> means(ExportableNetwork network, Set<String> layers, ByteBuffer images) {
        NetworkGraph graph = network.graph();
        SortedMap<String, double[]> sums = new TreeMap<>();
        Map<String, Integer> planes = new TreeMap<>();
        for (int i = 0; i < graph.nodes().size(); i++) {
            if (layers.contains(graph.nodes().get(i).name())) {
                sums.put(graph.nodes().get(i).name(), new double[graph.shape(i).channels()]);
                planes.put(
                        graph.nodes().get(i).name(),
                        graph.shape(i).height() * graph.shape(i).width());
            }
        }
        long count = images.remaining() / graph.input().elements();
        try (ObservedNetwork observed = ObservedNetwork.of(network, layers)) {
            observed.run(images, (node, results) -> {
                double[] sum = of(sums, node);
                int plane = planes.getOrDefault(node, 1);
                for (int i = 0; results.hasRemaining(); i++) {
                    sum[i / plane % sum.length] += results.get() / (double) (count * plane);
                }
            });
        }
        return sums;
    }

    private static double[] of(Map<String, double[]> means, String layer) {
        double[] found = means.get(layer);
        if (found == null) {
            throw new IllegalArgumentException("there is no layer " + layer);
        }
        return found;
    }

    private static double shift(Map<String, double[]> expected, Map<String, double[]> found) {
        double sum = 0;
        int channels = 0;
        for (Map.Entry<String, double[]> layer : expected.entrySet()) {
            double[] means = of(found, layer.getKey());
            for (int i = 0; i < means.length; i++) {
                sum += Math.abs(means[i] - layer.getValue()[i]);
                channels++;
            }
        }
        return channels == 0 ? 0 : sum / channels;
    }
}
