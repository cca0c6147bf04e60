package org.lampyris.evaluation.training;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.lampyris.space.graph.GraphBuilder;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.Operator.Addition;
import org.lampyris.space.graph.Operator.BatchNormalization;
import org.lampyris.space.graph.Operator.Concatenation;
import org.lampyris.space.graph.Operator.Convolution;
import org.lampyris.space.graph.Operator.Dense;
import org.lampyris.space.graph.Operator.GlobalAveragePooling;
import org.lampyris.space.graph.Operator.Pooling;
import org.lampyris.space.graph.TensorShape;
import org.lampyris.space.graph.Window;

/** Small networks, each for one thing that can go wrong in training. */
final class SmallNetworks {
    private SmallNetworks() {}

    /** By what is particular about them. */
    static Map<String, NetworkGraph> all() {
        Map<String, NetworkGraph> all = new LinkedHashMap<>();
        for (int kernel : new int[] {1, 3, 5}) {
            for (int stride : new int[] {1, 2}) {
                String window = kernel + "x" + kernel + ", stride " + stride;
                all.put("dense " + window, network(2, 7, 6, g -> g.convolutionRelu("c", 0, 5, kernel, stride, 1)));
                all.put("depthwise " + window, network(3, 6, 9, g -> {
                    int stem = g.convolution("s", 0, 4, 1, 1, 1);
                    return g.convolutionRelu("c", stem, 4, kernel, stride, 4);
                }));
            }
        }
        for (Pooling.Kind kind : Pooling.Kind.values()) {
            for (int kernel : new int[] {2, 3, 5}) {
                for (int stride : new int[] {1, 2}) {
                    all.put(kind + " pool " + kernel + ", stride " + stride, network(1, 7, 8, g -> {
                        int stem = g.convolution("s", 0, 3, 3, 1, 1);
                        return g.add("p", new Pooling(kind, kernel, stride), stem);
                    }));
                }
            }
        }
        all.put("one channel", network(1, 5, 5, g -> g.convolutionRelu("c", 0, 1, 3, 1, 1)));
        all.put("one pixel", network(3, 1, 1, g -> g.convolutionRelu("c", 0, 4, 3, 1, 1)));
        all.put("17 channels", network(2, 3, 3, g -> g.convolutionRelu("c", 0, 17, 1, 1, 1)));
        all.put("two slabs", network(1, 128, 129, g -> g.convolutionRelu("c", 0, 2, 1, 1, 1)));
        all.put("sums", network(2, 5, 6, SmallNetworks::sums));
        all.put("fan-out of 3", network(2, 6, 5, SmallNetworks::fanOut));
        all.put("every operator", everyOperator());
        return all;
    }

    /** What has no batch normalisation, or dense layers before the last, which Deeplearning4j is built for differently. */
    static Map<String, NetworkGraph> withoutNormalization() {
        Map<String, NetworkGraph> all = new LinkedHashMap<>();
        for (int stride : new int[] {1, 2}) {
            all.put("dense with bias, stride " + stride, network(2, 7, 6, g -> {
                int stem = g.relu("s", g.add("s", new Convolution(3, 3, 1, 1, true), 0));
                return g.relu("c", g.add("c", new Convolution(5, 3, stride, 1, true), stem));
            }));
            all.put("depthwise with bias, stride " + stride, network(3, 6, 9, g -> {
                int stem = g.add("s", new Convolution(4, 1, 1, 1, true), 0);
                return g.relu("c", g.add("c", new Convolution(4, 3, stride, 4, true), stem));
            }));
        }
        all.put("factors without bias", network(2, 5, 6, g -> {
            int down = g.add("down", new Convolution(3, 1, 1, 1, false), 0);
            int core = g.add("core", new Convolution(4, 3, 2, 1, false), down);
            return g.relu("up", g.add("up", new Convolution(5, 1, 1, 1, true), core));
        }));
        all.put(
                "more channels than a piece",
                network(1, 1, 2, g -> g.add("c", new Convolution(2100, 1, 1, 1, true), 0)));
        for (int kernel : new int[] {3, 5}) {
            Window.Axis unpadded = new Window.Axis(kernel, 1, 1, 0, 0);
            Window window = new Window(unpadded, unpadded);
            all.put("unpadded " + kernel, network(2, 9, 10, g -> {
                int first = g.relu("s", g.add("s", new Convolution(3, window, 1, true), 0));
                return g.relu("c", g.add("c", new Convolution(4, window, 1, true), first));
            }));
        }
        for (int stride : new int[] {1, 2}) {
            for (int padding : new int[] {0, 1}) {
                Window.Axis one = Window.Axis.same(1, 1);
                Window.Axis three = new Window.Axis(3, stride, 1, padding, padding);
                Window.Axis five = new Window.Axis(5, stride, 1, 2 * padding, 2 * padding);
                all.put("pairs, stride " + stride + ", padded by " + padding, network(2, 11, 8, g -> {
                    int rows = g.add("rows", new Convolution(3, new Window(three, one), 1, false), 0);
                    int columns = g.add("columns", new Convolution(4, new Window(one, three), 1, true), rows);
                    int relu = g.relu("relu", columns);
                    int flat =
                            g.add("flat", new Convolution(2, new Window(one, Window.Axis.same(5, 1)), 1, true), relu);
                    int tall =
                            g.add("tall", new Convolution(5, new Window(Window.Axis.same(5, 1), one), 1, false), flat);
                    return g.relu("end", g.add("end", new BatchNormalization(), tall));
                }));
                all.put(
                        "flat first, stride " + stride + ", padded by " + padding,
                        network(
                                2,
                                7,
                                9,
                                g -> g.relu("c", g.add("c", new Convolution(4, new Window(one, five), 1, true), 0))));
            }
        }
        all.put("hidden dense layers", multilayer());
        return all;
    }

    /** Flattens an image, then a vector; a dense layer with and one without ReLU. */
    static NetworkGraph multilayer() {
        GraphBuilder g = new GraphBuilder(new TensorShape(2, 5, 6));
        int stem = g.convolutionRelu("stem", 0, 3, 3, 2, 1);
        int pooled = g.add("pool", new Pooling(Pooling.Kind.MAXIMUM, 2, 1), stem);
        int hidden = g.relu("hidden", g.add("hidden", new Dense(7), pooled));
        g.add("classifier", new Dense(4), g.add("linear", new Dense(6), hidden));
        return g.build();
    }

    static NetworkGraph everyOperator() {
        return network(2, 9, 7, g -> {
            int stem = g.convolutionRelu("stem", 0, 4, 3, 2, 1);
            int narrow = g.convolution("narrow", stem, 3, 1, 1, 1);
            int wide = g.convolutionRelu("wide", stem, 1, 3, 1, 1);
            int fire = g.add("fire", new Concatenation(), narrow, wide);
            int sum = g.relu("residual", g.add("residual", new Addition(), stem, fire));
            int pooled = g.add("largest", new Pooling(Pooling.Kind.MAXIMUM, 3, 1), sum);
            int depthwise = g.convolutionRelu("depthwise", pooled, 4, 5, 1, 4);
            int projected = g.convolution("project", depthwise, 4, 1, 1, 1);
            int linear = g.add("linear", new Addition(), pooled, projected);
            return g.add("average", new Pooling(Pooling.Kind.AVERAGE, 3, 2), linear);
        });
    }

    /** A sum of three, one with the same input twice, one with a ReLU. */
    private static int sums(GraphBuilder g) {
        int a = g.convolution("a", 0, 3, 3, 1, 1);
        int b = g.convolutionRelu("b", a, 3, 1, 1, 1);
        int c = g.convolution("c", a, 3, 3, 1, 3);
        int three = g.relu("three", g.add("three", new Addition(), a, b, c));
        int twice = g.add("twice", new Addition(), three, three);
        return g.relu("end", g.add("end", new Addition(), twice, g.convolution("d", twice, 3, 1, 1, 1)));
    }

    /** A result that a convolution, a sum and a concatenation take, a concatenation within one, and a shared input. */
    private static int fanOut(GraphBuilder g) {
        int stem = g.convolutionRelu("stem", 0, 3, 3, 1, 1);
        int own = g.convolutionRelu("own", stem, 3, 3, 1, 3);
        int sum = g.add("sum", new Addition(), stem, own);
        int side = g.convolution("side", 0, 2, 1, 1, 1);
        int pair = g.add("pair", new Concatenation(), sum, side);
        int all = g.add("all", new Concatenation(), pair, stem, sum);
        return g.convolutionRelu("end", all, 2, 1, 2, 1);
    }

    /** For images of 28x28 and ten classes: plain convolutions in a row. */
    static NetworkGraph images(int channels, int layers) {
        GraphBuilder g = new GraphBuilder(new TensorShape(1, 28, 28));
        int end = 0;
        for (int i = 0; i < layers; i++) {
            end = g.convolutionRelu("c" + i, end, channels, 3, 1, 1);
        }
        g.add("classifier", new Dense(10), g.add("features", new GlobalAveragePooling(), end));
        return g.build();
    }

    /** Body, global average and three classes. */
    static NetworkGraph network(int channels, int height, int width, ToIntFunction<GraphBuilder> body) {
        GraphBuilder g = new GraphBuilder(new TensorShape(channels, height, width));
        int end = body.applyAsInt(g);
        g.add("classifier", new Dense(3), g.add("features", new GlobalAveragePooling(), end));
        return g.build();
    }
}
