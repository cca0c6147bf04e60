package org.lampyris.evaluation.compression;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.lampyris.evaluation.onnx.RandomNetworks;
import org.lampyris.evaluation.onnx.ReferenceInterpreter;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.evaluation.weights.Tensor;
import org.lampyris.evaluation.weights.WeightedNetwork;
import org.lampyris.space.FireBottleneckSpace;
import org.lampyris.space.SpaceDefinition;
import org.lampyris.space.graph.GraphBuilder;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.Operator.Dense;
import org.lampyris.space.graph.Operator.Pooling;
import org.lampyris.space.graph.TensorShape;

/** Networks for the tests of compression, and how they are compared. */
public final class Networks {
    private Networks() {}

    /** A network of the shipped search space with random choices and weights. */
    public static WeightedNetwork decoded(long seed, TensorShape image) {
        FireBottleneckSpace space = new FireBottleneckSpace(SpaceDefinition.shipped("fire-bottleneck"), image, 10);
        return weighted(space.decode(space.sample(new SplittableRandom(seed))), seed);
    }

    /** A random network of all operators. */
    public static WeightedNetwork random(long seed) {
        RandomNetworks random = RandomNetworks.plain(seed);
        NetworkGraph graph = random.graph();
        return new WeightedNetwork(graph, random.weights(graph));
    }

    /** A plain network like VGG: pairs of 3x3 convolutions, poolings, two hidden dense layers. */
    public static WeightedNetwork vgg(TensorShape image, int width) {
        GraphBuilder builder = new GraphBuilder(image);
        int last = 0;
        for (int stage = 0; stage < 3; stage++) {
            for (int layer = 0; layer < 2; layer++) {
                last = builder.convolutionRelu("conv" + stage + layer, last, width << stage, 3, 1, 1);
            }
            last = builder.add("pool" + stage, new Pooling(Pooling.Kind.MAXIMUM, 2, 2), last);
        }
        for (int layer = 0; layer < 2; layer++) {
            last = builder.relu("dense" + layer, builder.add("dense" + layer, new Dense(8 * width), last));
        }
        builder.add("classes", new Dense(10), last);
        return weighted(builder.build(), width);
    }

    public static WeightedNetwork weighted(NetworkGraph graph, long seed) {
        return new WeightedNetwork(graph, RandomNetworks.plain(seed).weights(graph));
    }

    /** The network with other values of some tensors. */
    public static WeightedNetwork with(WeightedNetwork network, Map<String, float[]> values) {
        Map<String, Tensor> tensors = new TreeMap<>(network.weights().tensors());
        values.forEach((name, v) ->
                tensors.put(name, Tensor.of(v, network.weights().get(name).shape())));
        return new WeightedNetwork(network.graph(), NetworkWeights.of(tensors));
    }

    public static double[] image(NetworkGraph graph, long seed) {
        return new SplittableRandom(seed)
                .doubles(graph.input().elements(), -1, 1)
                .toArray();
    }

    public static double[] outputs(WeightedNetwork network, long seed) {
        return new ReferenceInterpreter(network.graph(), network.weights()).run(image(network.graph(), seed));
    }

    /** Asserts that two networks compute the same of a random image. */
    public static void assertSame(WeightedNetwork expected, WeightedNetwork found, long seed) {
        double[] a = outputs(expected, seed);
        double[] b = outputs(found, seed);
        assertEquals(a.length, b.length);
        double scale = 1;
        for (double value : a) {
            scale = Math.max(scale, Math.abs(value));
        }
        for (int i = 0; i < a.length; i++) {
            assertEquals(a[i], b[i], 1e-4 * scale, "seed " + seed);
        }
    }
}
