package org.lampyris.evaluation.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lampyris.evaluation.training.TrainingPlan.Optimizer;
import org.lampyris.evaluation.training.TrainingPlan.Rule;
import org.lampyris.space.graph.GraphBuilder;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.Operator;
import org.lampyris.space.graph.Operator.Activation;
import org.lampyris.space.graph.Operator.BatchNormalization;
import org.lampyris.space.graph.Operator.Clip;
import org.lampyris.space.graph.Operator.Convolution;
import org.lampyris.space.graph.Operator.Dense;
import org.lampyris.space.graph.Operator.GlobalAveragePooling;
import org.lampyris.space.graph.Operator.Multiplication;
import org.lampyris.space.graph.Operator.Pooling;
import org.lampyris.space.graph.Window;

/** What can be imported but not trained. */
final class GraphTranslatorTest {
    private static final Window.Axis USUAL = Window.Axis.same(3, 1);
    private static final String NO_CONVOLUTION = "only convolutions that are dense or depthwise can be trained";
    private static final String NO_WINDOW = "a convolution with the window %s can't be trained";
    private static final String NO_PLACE = "a %s in this place can't be trained";

    static Stream<Arguments> refused() {
        Window unpadded = square(new Window.Axis(3, 2, 1, 0, 0));
        Window even = square(new Window.Axis(2, 1, 1, 0, 0));
        Pooling counting = new Pooling(Pooling.Kind.AVERAGE, Window.same(3, 1), true);
        Pooling wide = new Pooling(Pooling.Kind.MAXIMUM, new Window(USUAL, Window.Axis.same(5, 1)), false);
        Operator swish = new Activation(Activation.Function.HARD_SWISH);
        return Stream.of(
                operator("groups", new Convolution(4, 3, 1, 2, true), NO_CONVOLUTION),
                operator("depthwise with a multiplier", new Convolution(8, 3, 1, 4, true), NO_CONVOLUTION),
                window("dilated", square(new Window.Axis(3, 1, 2, 2, 2)), 1),
                window("not square", new Window(USUAL, Window.Axis.same(5, 1)), 1),
                window("oblong, depthwise", new Window(USUAL, Window.Axis.same(1, 1)), 4),
                window("oblong, even", new Window(new Window.Axis(2, 1, 1, 0, 0), Window.Axis.same(1, 1)), 1),
                window("oblong, dilated", new Window(Window.Axis.same(1, 1), new Window.Axis(3, 1, 2, 2, 2)), 1),
                window(
                        "oblong, padded unevenly",
                        new Window(new Window.Axis(3, 1, 1, 0, 1), Window.Axis.same(1, 1)),
                        1),
                window("padded unevenly", square(new Window.Axis(3, 1, 1, 0, 2)), 1),
                window("unpadded, stride 2", unpadded, 1),
                window("even", even, 1),
                window("unpadded, depthwise", square(new Window.Axis(3, 1, 1, 0, 0)), 4),
                operator("average that counts padding", counting, NO_PLACE.formatted(counting)),
                operator("oblong pooling", wide, NO_PLACE.formatted(wide)),
                operator("hard swish", swish, NO_PLACE.formatted(swish)),
                operator("clip", new Clip(0, 6), NO_PLACE.formatted(new Clip(0, 6))),
                operator("ReLU after pooling", relu(), NO_PLACE.formatted(relu())),
                operator(
                        "two batch normalisations",
                        new BatchNormalization(),
                        NO_PLACE.formatted("BatchNormalization[]")),
                graph(
                        "product",
                        NO_PLACE.formatted(new Multiplication()),
                        g -> g.add("odd", new Multiplication(), 2, 2)),
                Arguments.of(
                        "batch normalisation of the input",
                        SmallNetworks.network(2, 8, 8, g -> g.add("odd", new BatchNormalization(), 0)),
                        NO_PLACE.formatted("BatchNormalization[]")),
                graph("bias before batch normalisation", "a bias before batch normalisation can't be trained", g -> {
                    int biased = g.add("odd", new Convolution(4, 3, 1, 1, true), 2);
                    return g.add("bn", new BatchNormalization(), biased);
                }),
                graph(
                        "convolution after global pooling",
                        "only a dense layer can follow global pooling or a dense layer in training",
                        g -> {
                            int pooled = g.add("pooled", new GlobalAveragePooling(), 2);
                            return g.add("odd", new Convolution(4, 1, 1, 1, true), pooled);
                        }),
                graph(
                        "convolution after a dense layer and its ReLU",
                        "only a dense layer can follow global pooling or a dense layer in training",
                        g -> {
                            int hidden = g.relu("hidden", g.add("hidden", new Dense(6), 2));
                            return g.add("odd", new Convolution(4, 1, 1, 1, true), hidden);
                        }));
    }

    private static Operator relu() {
        return new Activation(Activation.Function.RELU);
    }

    private static Window square(Window.Axis axis) {
        return new Window(axis, axis);
    }

    private static Arguments window(String name, Window window, int groups) {
        return operator(name, new Convolution(4, window, groups, true), NO_WINDOW.formatted(window));
    }

    private static Arguments operator(String name, Operator operator, String words) {
        return graph(
                name, words, g -> g.add("odd", operator, g.add("pool", new Pooling(Pooling.Kind.MAXIMUM, 3, 1), 2)));
    }

    /** A convolution to four channels and its batch normalisation, then what is odd, then a classifier. */
    private static Arguments graph(String name, String words, ToIntFunction<GraphBuilder> odd) {
        NetworkGraph graph = SmallNetworks.network(2, 8, 8, g -> {
            g.convolution("stem", 0, 4, 3, 1, 1);
            return odd.applyAsInt(g);
        });
        return Arguments.of(name, graph, words);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void saysWhatCantBeTrained(String name, NetworkGraph graph, String words) {
        IllegalArgumentException error = assertThrows(
                IllegalArgumentException.class,
                () -> new TrainableNetwork(graph, new Optimizer(Rule.SGD, 1, 0, 0), 1),
                name);
        assertEquals("odd: " + words, error.getMessage());
    }
}
