package org.lampyris.evaluation.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lampyris.evaluation.proxy.SynFlow;
import org.lampyris.evaluation.training.TrainingPlan.Optimizer;
import org.lampyris.evaluation.training.TrainingPlan.Rule;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.evaluation.weights.Tensor;
import org.lampyris.space.graph.NetworkGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Synaptic flow against the layers that train. R is linear in each tensor, so a tensor's sum of weight times gradient is
 * what R gains when the tensor is doubled.
 */
class SynFlowParityTest {
    private static final Optimizer SGD = new Optimizer(Rule.SGD, 0.1, 0.9, 0);

    static Stream<Named<NetworkGraph>> networks() {
        return SmallNetworks.all().entrySet().stream().map(e -> Named.of(e.getKey(), e.getValue()));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void scoreIsWhatDoublingTheTensorsGains(NetworkGraph graph) {
        SortedMap<String, Tensor> weights = new TreeMap<>();
        InitialWeights.of(graph, 5).tensors().forEach((name, tensor) -> weights.put(name, absolute(tensor, 1)));
        double sum = 0;
        try (TrainableNetwork network = new TrainableNetwork(graph, SGD, 1);
                INDArray ones = Nd4j.ones(
                        1,
                        graph.input().channels(),
                        graph.input().height(),
                        graph.input().width())) {
            double before = total(network, weights, ones);
            for (String name : weights.keySet()) {
                if (name.endsWith(NetworkWeights.WEIGHT)) {
                    SortedMap<String, Tensor> changed = new TreeMap<>(weights);
                    changed.computeIfPresent(name, (key, tensor) -> absolute(tensor, 2));
                    sum += total(network, changed, ones) - before;
                }
            }
        }
        // Each normalisation divides by sqrt(1 + 1e-5).
        assertEquals(Math.log(sum), new SynFlow().score(graph, 5), 1e-4);
    }

    private static double total(TrainableNetwork network, SortedMap<String, Tensor> weights, INDArray image) {
        network.setWeights(new NetworkWeights(weights));
        double sum = 0;
        for (float logit : network.logits(image)[0]) {
            sum += logit;
        }
        return sum;
    }

    private static Tensor absolute(Tensor tensor, int times) {
        float[] values = tensor.values();
        for (int i = 0; i < values.length; i++) {
            values[i] = times * Math.abs(values[i]);
        }
        return Tensor.of(values, tensor.shape());
    }
}
