package org.lampyris.evaluation.distillation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lampyris.input.InvalidInputException;
import org.lampyris.space.graph.GraphBuilder;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.Operator.Addition;
import org.lampyris.space.graph.Operator.Concatenation;
import org.lampyris.space.graph.Operator.Dense;
import org.lampyris.space.graph.Operator.GlobalAveragePooling;
import org.lampyris.space.graph.Operator.Pooling;
import org.lampyris.space.graph.TensorShape;

class FeatureTransferTest {
    private static final TransferWeights BOTH = new TransferWeights(3, 5);

    /** Stages of plain convolutions, each ended by a pooling of this size. */
    private static NetworkGraph plain(int side, int channels, int... poolings) {
        GraphBuilder g = new GraphBuilder(new TensorShape(1, side, side));
        int end = 0;
        for (int i = 0; i < poolings.length; i++) {
            end = g.convolutionRelu("a" + i, end, channels, 3, 1, 1);
            end = g.convolutionRelu("b" + i, end, channels, 3, 1, 1);
            end = g.add("pool" + i, new Pooling(Pooling.Kind.MAXIMUM, poolings[i], poolings[i]), end);
        }
        g.add("classifier", new Dense(3), g.add("features", new GlobalAveragePooling(), end));
        return g.build();
    }

    private static List<String> nodes(List<FeaturePair> pairs) {
        return pairs.stream()
                .map(pair ->
                        pair.student().node() + "/" + pair.teacher().node() + " " + pair.rows() + "x" + pair.columns())
                .toList();
    }

    @Test
    void stagesEndWithTheReluBeforeTheSizeChanges() {
        List<FeatureMap> maps = FeatureMap.of(plain(12, 2, 2, 2, 3));
        assertEquals(
                List.of("b0.relu", "b1.relu", "b2.relu"),
                maps.stream().map(FeatureMap::node).toList());
        assertEquals(new TensorShape(2, 6, 6), maps.get(1).shape());
    }

    /** The last nodes of a size may be within a branch, through which not everything goes. */
    @Test
    void branchesDoNotCount() {
        GraphBuilder g = new GraphBuilder(new TensorShape(1, 8, 8));
        int stem = g.convolutionRelu("stem", 0, 4, 3, 1, 1);
        int body = g.convolution("body", stem, 4, 3, 1, 1);
        int sum = g.relu("sum", g.add("sum", new Addition(), stem, body));
        int narrow = g.convolutionRelu("narrow", sum, 2, 1, 1, 1);
        int reduced = g.convolutionRelu("reduced", narrow, 2, 3, 2, 1);
        int side = g.convolution("side", sum, 3, 1, 2, 1);
        int all = g.add("all", new Concatenation(), reduced, side);
        g.add("classifier", new Dense(3), g.add("features", new GlobalAveragePooling(), all));
        assertEquals(
                List.of("sum.relu", "all"),
                FeatureMap.of(g.build()).stream().map(FeatureMap::node).toList());
    }

    @Test
    void sizesThatBothHaveArePaired() {
        assertEquals(
                List.of("b0.relu/b0.relu 12x12", "b2.relu/b1.relu 3x3"),
                nodes(FeaturePair.of(plain(12, 2, 2, 2, 3), plain(12, 4, 4, 3))));
    }

    @Test
    void withoutACommonSizeTheNearestMultipleIsTaken() {
        assertEquals(
                List.of("b1.relu/b1.relu 4x4"), nodes(FeaturePair.of(plain(8, 2, 2, 4), plain(24, 2, 2, 2, 2, 3))));
        assertEquals(List.of("b1.relu/b1.relu 5x5"), nodes(FeaturePair.of(plain(20, 2, 2, 10), plain(15, 2, 3, 5))));
        assertEquals(List.of(), FeaturePair.of(plain(7, 2, 7), plain(9, 2, 9)));
    }

    /** Results that tell node, image and whether it is mirrored. */
    private static final class Showing implements InnerResults {
        final NetworkGraph graph;
        final List<String> asked = new ArrayList<>();
        float factor = 1;

        Showing(NetworkGraph graph) {
            this.graph = graph;
        }

        @Override
        public NetworkGraph graph() {
            return graph;
        }

        @Override
        public int images() {
            return 5;
        }

        @Override
        public void show(Set<String> nodes, boolean mirrored, Observer observer) {
            for (int first = 0; first < images(); first += 2) {
                for (String node : nodes) {
                    int index =
                            graph.nodes().stream().map(n -> n.name()).toList().indexOf(node);
                    TensorShape shape = graph.shape(index);
                    int count = Math.min(2, images() - first);
                    FloatBuffer results = FloatBuffer.allocate((int) shape.elements() * count);
                    for (int n = 0; n < count; n++) {
                        for (int c = 0; c < shape.channels(); c++) {
                            for (int p = 0; p < shape.height() * shape.width(); p++) {
                                results.put(value(first + n, c, p, mirrored));
                            }
                        }
                    }
                    observer.see(node, results.flip());
                    asked.add(node + (mirrored ? " mirrored" : ""));
                }
            }
        }

        float value(int image, int channel, int pixel, boolean mirrored) {
            return factor * (1 + image + 10 * channel + (mirrored ? pixel * pixel : pixel));
        }
    }

    @Test
    void attentionGoesToAllPairsAndHintsToTheDeepestButOne() {
        Showing teacher = new Showing(plain(12, 3, 2, 2, 3));
        FeatureTransfer transfer = new FeatureTransfer("t", teacher, BOTH, true);
        List<Lesson> lessons = transfer.lessons(plain(12, 2, 2, 2, 3));
        assertEquals(
                List.of("b0.relu 3.0", "b1.relu 3.0", "b2.relu 3.0", "b1.relu 5.0"),
                lessons.stream().map(l -> l.node() + " " + l.weight()).toList());
        Lesson hint = lessons.get(3);
        assertTrue(hint.loss() instanceof HintLoss);
        float[] own = hint.shown().of(4, false);
        float[] turned = hint.shown().of(2, true);
        assertEquals(36 * 3, own.length);
        double ratio = own[0] / teacher.value(4, 0, 0, false);
        for (int p = 0; p < 36; p++) {
            for (int c = 0; c < 3; c++) {
                assertEquals(ratio * teacher.value(4, c, p, false), own[3 * p + c], 2e-3);
                assertEquals(ratio * teacher.value(2, c, p, true), turned[3 * p + c], 2e-3 * turned[3 * p + c]);
            }
        }
        double squares = 0;
        for (int n = 0; n < 5; n++) {
            for (float value : hint.shown().of(n, false)) {
                squares += value * value;
            }
        }
        assertEquals(1, squares / (5 * own.length), 1e-3);
        float[] expected = AttentionLoss.map(unscaled(teacher, 4, 36), 3);
        assertArrayEquals(expected, lessons.get(1).shown().of(4, false), 1e-3f);
    }

    private static float[] unscaled(Showing teacher, int image, int pixels) {
        float[] features = new float[pixels * 3];
        for (int i = 0; i < features.length; i++) {
            features[i] = teacher.value(image, i % 3, i / 3, false);
        }
        return features;
    }

    @Test
    void theTeacherIsAskedOnceForEachSize() {
        Showing teacher = new Showing(plain(12, 3, 2, 2, 3));
        FeatureTransfer transfer = new FeatureTransfer("t", teacher, BOTH, false);
        transfer.check(plain(12, 2, 2, 2, 3));
        assertEquals(List.of(), teacher.asked);
        transfer.lessons(plain(12, 2, 2, 2, 3));
        int all = teacher.asked.size();
        assertEquals(9, all, "three nodes, five images in twos");
        transfer.lessons(plain(12, 7, 2, 2, 3));
        assertEquals(all, teacher.asked.size());
        transfer.lessons(plain(12, 7, 2, 6));
        assertEquals(all + 3, teacher.asked.size(), "the hint is another one");
    }

    @Test
    void aSinglePairHasTheHint() {
        FeatureTransfer transfer =
                new FeatureTransfer("t", new Showing(plain(24, 3, 2, 2, 2, 3)), new TransferWeights(0, 1), true);
        List<Lesson> lessons = transfer.lessons(plain(8, 2, 2, 4));
        assertEquals(1, lessons.size());
        assertEquals("b1.relu", lessons.get(0).node());
        assertEquals(4 * 4 * 3, lessons.get(0).shown().of(0, true).length);
    }

    private static void refused(FeatureTransfer transfer, NetworkGraph student, String words) {
        InvalidInputException e = assertThrows(InvalidInputException.class, () -> transfer.lessons(student));
        assertTrue(
                e.getMessage().startsWith("the teacher mine: ")
                        && e.getMessage().contains(words),
                e.getMessage());
    }

    @Test
    void whatDoesNotFitIsRefused() {
        Showing teacher = new Showing(plain(12, 3, 2, 2, 3));
        refused(
                new FeatureTransfer("mine", teacher, BOTH, true),
                plain(7, 2, 7),
                "its feature maps (12x12, 6x6, 3x3) and those of the network (7x7) have no size in common");
        GraphBuilder g = new GraphBuilder(new TensorShape(1, 7, 7));
        g.add("classifier", new Dense(3), g.add("hidden", new Dense(5), 0));
        refused(new FeatureTransfer("mine", teacher, BOTH, true), g.build(), "those of the network (none)");
        long needed = 2L * 2 * 5 * (144 + 36 + 9 + 3 * 36);
        NetworkGraph student = plain(12, 2, 2, 2, 3);
        new FeatureTransfer("mine", teacher, BOTH, true, needed).check(student);
        refused(new FeatureTransfer("mine", teacher, BOTH, true, needed - 1), student, "Leave --hints out");
        refused(
                new FeatureTransfer("mine", teacher, new TransferWeights(1, 0), true, 9),
                student,
                "for 5 images, each mirrored too, and 0 MB may be used. Take fewer");
        teacher.factor = Float.POSITIVE_INFINITY;
        refused(new FeatureTransfer("mine", teacher, BOTH, true), student, "has the result Infinity");
    }
}
