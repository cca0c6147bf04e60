package org.lampyris.evaluation.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.lampyris.evaluation.data.ImageSet;
import org.lampyris.evaluation.training.InitialWeights;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.space.graph.GraphBuilder;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.Operator.Dense;
import org.lampyris.space.graph.Operator.GlobalAveragePooling;
import org.lampyris.space.graph.Operator.Pooling;
import org.lampyris.space.graph.TensorShape;

class OnnxInnerResultsTest {
    private static final int IMAGES = 19;

    /** More images than are run at a time; one that shows a ReLU, one that shows what is folded and pooled. */
    @Test
    void whatIsShownIsWhatTheOperatorsSay() {
        TensorShape shape = new TensorShape(1, 4, 6);
        GraphBuilder g = new GraphBuilder(shape);
        int stem = g.convolutionRelu("stem", 0, 3, 3, 1, 1);
        int pooled = g.add("pooled", new Pooling(Pooling.Kind.MAXIMUM, 2, 2), g.convolution("next", stem, 2, 1, 1, 1));
        g.add("classifier", new Dense(2), g.add("features", new GlobalAveragePooling(), pooled));
        NetworkGraph graph = g.build();
        NetworkWeights weights = InitialWeights.of(graph, 3);
        ExportableNetwork network = ExportableNetwork.of(
                graph, weights, new Preprocessing(1, List.of(0.0), List.of(255.0)), List.of("a", "b"));
        byte[] pixels = new byte[IMAGES * (int) shape.elements()];
        SplittableRandom random = new SplittableRandom(4);
        random.nextBytes(pixels);
        ImageSet images = new ImageSet(shape, pixels, new int[IMAGES]);
        OnnxInnerResults results = new OnnxInnerResults(network, images);
        assertEquals(IMAGES, results.images());
        for (boolean mirrored : new boolean[] {false, true}) {
            ImageSet seen = mirrored ? images.mirrored() : images;
            Map<String, Integer> places = new TreeMap<>(Map.of("stem.relu", 0, "pooled", 0));
            results.show(Set.of("stem.relu", "pooled"), mirrored, (node, values) -> {
                while (values.hasRemaining()) {
                    int image = places.merge(node, 1, Integer::sum) - 1;
                    for (double expected : expected(graph, weights, seen, image, node)) {
                        assertEquals(expected, values.get(), 1e-5, node + " of image " + image);
                    }
                }
            });
            assertEquals(Map.of("stem.relu", IMAGES, "pooled", IMAGES), places);
        }
    }

    private static double[] expected(
            NetworkGraph graph, NetworkWeights weights, ImageSet images, int image, String node) {
        byte[] pixels = new byte[(int) images.shape().elements()];
        images.copyPixels(image, pixels, 0);
        double[] input = new double[pixels.length];
        for (int i = 0; i < input.length; i++) {
            input[i] = Byte.toUnsignedInt(pixels[i]) / 255.0;
        }
        int index = graph.nodes().stream().map(n -> n.name()).toList().indexOf(node);
        return new ReferenceInterpreter(graph, weights).results(input).get(index);
    }
}
