package org.lampyris.evaluation.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lampyris.evaluation.compression.quantization.QuantizationPlan;
import org.lampyris.evaluation.compression.quantization.UniformQuantizer;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.evaluation.weights.WeightedNetwork;
import org.lampyris.space.graph.GraphBuilder;
import org.lampyris.space.graph.Operator.Addition;
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
        assertTrue(correction.before() > 0.02, "before " + correction.before());
        assertTrue(correction.after() < 1e-4 * correction.before() + 1e-5, "after " + correction.after());
        network.weights().tensors().forEach((name, tensor) -> {
            boolean bias = name.endsWith(NetworkWeights.BIAS);
            assertEquals(!bias, tensor.equals(correction.network().weights().get(name)), name);
        });
    }
}
