package org.lampyris.evaluation.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Objects;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lampyris.evaluation.data.DataOptions;
import org.lampyris.evaluation.data.Dataset;
import org.lampyris.evaluation.data.Datasets;
import org.lampyris.evaluation.data.ImageSet;
import org.lampyris.evaluation.training.DiagonalCurvature.Classes;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.evaluation.weights.Tensor;
import org.lampyris.evaluation.weights.WeightedNetwork;
import org.lampyris.space.graph.GraphBuilder;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.Operator.Convolution;
import org.lampyris.space.graph.Operator.Dense;
import org.lampyris.space.graph.Operator.Pooling;

final class DiagonalCurvatureTest {
    private static final int IMAGES = 12;

    private final Dataset data = Datasets.open("fashion-mnist-mini", DataOptions.withSeed(1));
    private final NetworkGraph graph = small();
    private final NetworkWeights weights = RandomBatch.weights(graph, 5);

    private NetworkGraph small() {
        GraphBuilder g = new GraphBuilder(data.shape());
        int small = g.add("small", new Pooling(Pooling.Kind.AVERAGE, 4, 4), 0);
        int c = g.relu("c", g.add("c", new Convolution(3, 3, 2, 1, true), small));
        int h = g.relu("h", g.add("h", new Dense(6), c));
        g.add("classifier", new Dense(10), h);
        return g.build();
    }

    private ImageSet images(int count) {
        int[] first = new int[count];
        for (int i = 0; i < count; i++) {
            first[i] = i;
        }
        return data.train().select(first);
    }

    private double[][] pixels(ImageSet images) {
        double mean = data.normalization().mean().get(0);
        double deviation = data.normalization().deviation().get(0);
        double[][] all = new double[images.size()][(int) images.shape().elements()];
        byte[] image = new byte[all[0].length];
        for (int n = 0; n < all.length; n++) {
            images.copyPixels(n, image, 0);
            for (int i = 0; i < image.length; i++) {
                all[n][i] = ((image[i] & 0xff) / 255.0 - mean) / deviation;
            }
        }
        return all;
    }

    /** Second differences of the loss; which labels it has makes no difference to them. */
    @Test
    void isTheHessiansDiagonal() throws Exception {
        ImageSet images = images(IMAGES);
        SortedMap<String, Tensor> found =
                new DiagonalCurvature(data).of(new WeightedNetwork(graph, weights), images, Classes.ALL, 0);
        ReferenceTraining reference = new ReferenceTraining(graph, weights);
        double[][] pixels = pixels(images);
        int wrong = 0;
        int all = 0;
        for (String name : weights.tensors().keySet()) {
            double[] expected = reference.curvature(name, pixels, images.labels());
            Tensor diagonal = Objects.requireNonNull(found.get(name));
            double largest = 0;
            for (double value : expected) {
                largest = Math.max(largest, Math.abs(value));
            }
            for (int i = 0; i < expected.length; i++) {
                all++;
                wrong += Math.abs(expected[i] - diagonal.value(i)) > 0.01 * expected[i] + 1e-3 * largest ? 1 : 0;
            }
        }
        assertTrue(all > 300, all + " weights");
        assertTrue(wrong <= all / 50, wrong + " of " + all + " are wrong; few may be, at kinks");
    }

    @Test
    void drawnClassesEstimateTheSame() throws Exception {
        ImageSet images = images(150);
        WeightedNetwork network = new WeightedNetwork(graph, weights);
        DiagonalCurvature curvature = new DiagonalCurvature(data);
        SortedMap<String, Tensor> exact = curvature.of(network, images, Classes.ALL, 0);
        SortedMap<String, Tensor> drawn = curvature.of(network, images, Classes.DRAWN, 1);
        assertEquals(drawn, curvature.of(network, images, Classes.DRAWN, 1));
        exact.forEach((name, tensor) -> {
            double sum = sum(tensor);
            assertEquals(sum, sum(Objects.requireNonNull(drawn.get(name))), 0.3 * sum, name);
        });
        String classifier = "classifier" + NetworkWeights.WEIGHT;
        // 0.98 with this seed; each value is a mean over 150 draws.
        double alike = correlation(exact.get(classifier), drawn.get(classifier));
        assertTrue(alike > 0.9, "correlation " + alike);
    }

    private static double correlation(@Nullable Tensor first, @Nullable Tensor second) {
        Tensor a = Objects.requireNonNull(first);
        Tensor b = Objects.requireNonNull(second);
        double meanA = sum(a) / a.size();
        double meanB = sum(b) / b.size();
        double both = 0;
        double squaresA = 0;
        double squaresB = 0;
        for (int i = 0; i < a.size(); i++) {
            both += (a.value(i) - meanA) * (b.value(i) - meanB);
            squaresA += Math.pow(a.value(i) - meanA, 2);
            squaresB += Math.pow(b.value(i) - meanB, 2);
        }
        return both / Math.sqrt(squaresA * squaresB);
    }

    private static double sum(Tensor tensor) {
        double sum = 0;
        for (int i = 0; i < tensor.size(); i++) {
            sum += tensor.value(i);
        }
        return sum;
    }
}
