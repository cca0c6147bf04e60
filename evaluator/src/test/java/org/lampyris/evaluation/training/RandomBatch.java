package org.lampyris.evaluation.training;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.evaluation.weights.Tensor;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.TensorShape;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Images with labels, and weights, all from a seed: the same values as floats for training and as doubles to check. */
final class RandomBatch {
    private final double[][] images;
    private final int[] labels;
    private final INDArray features;
    private final INDArray oneHot;

    RandomBatch(NetworkGraph graph, int size, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        TensorShape shape = graph.input();
        int length = (int) shape.elements();
        this.images = new double[size][length];
        this.labels = new int[size];
        this.features = Nd4j.create(size, shape.channels(), shape.height(), shape.width());
        this.oneHot = Nd4j.zeros(size, graph.classes());
        for (int n = 0; n < size; n++) {
            for (int i = 0; i < length; i++) {
                float value = (float) random.nextGaussian();
                images[n][i] = value;
                features.data().put((long) n * length + i, value);
            }
            labels[n] = random.nextInt(graph.classes());
            oneHot.putScalar(n, labels[n], 1);
        }
    }

    double[][] images() {
        return images;
    }

    int[] labels() {
        return labels;
    }

    INDArray features() {
        return features;
    }

    INDArray oneHot() {
        return oneHot;
    }

    /** Weights where no scale, shift or statistic is neutral. */
    static NetworkWeights weights(NetworkGraph graph, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, Tensor> tensors = new TreeMap<>();
        NetworkWeights.expectedShapes(graph).forEach((name, shape) -> {
            int size = shape.stream().reduce(1, Math::multiplyExact);
            double scale = name.endsWith(NetworkWeights.WEIGHT) ? Math.sqrt(2.0 * shape.get(0) / size) : 0.3;
            boolean positive = name.endsWith(NetworkWeights.VARIANCE) || name.endsWith(NetworkWeights.GAMMA);
            float[] values = new float[size];
            for (int i = 0; i < size; i++) {
                values[i] = (float) (positive ? random.nextDouble(0.5, 1.5) : scale * random.nextGaussian());
            }
            tensors.put(name, Tensor.of(values, shape));
        });
        return NetworkWeights.of(tensors);
    }
}
