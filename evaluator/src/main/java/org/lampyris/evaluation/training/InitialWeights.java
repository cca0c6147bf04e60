package org.lampyris.evaluation.training;

import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.evaluation.weights.Tensor;
import org.lampyris.space.graph.NetworkGraph;

/**
 * The weights that training starts from: normally distributed with variance 2 / inputs for convolutions and 1 / inputs
 * for dense layers, batch normalisation neutral. Drawn here, not by Deeplearning4j, whose generator is shared by all
 * threads.
 *
 * @see <a href="https://arxiv.org/abs/1502.01852">He et al., Delving Deep into Rectifiers, 2015</a>
 */
public final class InitialWeights {
    private InitialWeights() {}

    /** The same network and seed give the same weights. */
    public static NetworkWeights of(NetworkGraph graph, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        SortedMap<String, Tensor> tensors = new TreeMap<>();
        NetworkWeights.expectedShapes(graph).forEach((name, shape) -> tensors.put(name, start(name, shape, random)));
        return new NetworkWeights(tensors);
    }

    private static Tensor start(String name, List<Integer> shape, SplittableRandom random) {
        int size = shape.stream().mapToInt(Integer::intValue).reduce(1, Math::multiplyExact);
        float[] values = new float[size];
        if (name.endsWith(NetworkWeights.WEIGHT)) {
            double inputs = size / (double) shape.get(0);
            double deviation = Math.sqrt((shape.size() == 4 ? 2 : 1) / inputs);
            for (int i = 0; i < size; i++) {
                values[i] = (float) (deviation * random.nextGaussian());
            }
        } else if (name.endsWith(NetworkWeights.GAMMA) || name.endsWith(NetworkWeights.VARIANCE)) {
            Arrays.fill(values, 1);
        }
        return Tensor.of(values, shape);
    }
}
