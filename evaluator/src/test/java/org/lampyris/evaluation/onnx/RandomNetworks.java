package org.lampyris.evaluation.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.evaluation.weights.Tensor;
import org.lampyris.space.graph.GraphBuilder;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.Operator;
import org.lampyris.space.graph.Operator.Pooling.Kind;
import org.lampyris.space.graph.TensorShape;
import org.lampyris.space.graph.Window;

/** Networks of random operators, wired at random, with random weights; everything follows from the seed. */
public final class RandomNetworks {
    private static final Operator RELU = new Operator.Activation(Operator.Activation.Function.RELU);

    private static final int EVERYTHING = 18;
    private static final int PLAIN = 12;

    private final SplittableRandom random;
    private final int kinds;
    /** The nodes whose results nothing uses so far. */
    private final NavigableSet<Integer> open = new TreeSet<>();

    public RandomNetworks(long seed) {
        this(seed, EVERYTHING);
    }

    private RandomNetworks(long seed, int kinds) {
        this.random = new SplittableRandom(seed);
        this.kinds = kinds;
    }

    /** Those with usual windows and no non-linear function but ReLU, whose results are zero where their weights are. */
    public static RandomNetworks plain(long seed) {
        return new RandomNetworks(seed, PLAIN);
    }

    public NetworkGraph graph() {
        open.clear();
        GraphBuilder builder = new GraphBuilder(
                new TensorShape(1 + random.nextInt(4), 5 + random.nextInt(12), 5 + random.nextInt(12)));
        for (int i = 5 + random.nextInt(14); i > 0; i--) {
            addAny(builder);
        }
        int end = join(builder);
        if (random.nextInt(3) > 0) {
            end = builder.add("pooled", new Operator.GlobalAveragePooling(), end);
        }
        boolean vector = builder.shape(end).elements() == builder.shape(end).channels();
        if (!vector || random.nextInt(4) > 0) {
            end = builder.add("classifier", new Operator.Dense(2 + random.nextInt(9)), end);
        }
        if (kinds == EVERYTHING && random.nextInt(4) == 0) {
            builder.add("probabilities", new Operator.Softmax(), end);
        }
        return builder.build();
    }

    private int add(GraphBuilder builder, String name, Operator operator, int... inputs) {
        IntStream.of(inputs).forEach(open::remove);
        int node = builder.add(name, operator, inputs);
        open.add(node);
        return node;
    }

    /** All results that nothing uses, as one. */
    private int join(GraphBuilder builder) {
        int[] ends = open.stream().mapToInt(Integer::intValue).toArray();
        if (ends.length == 1) {
            return ends[0];
        }
        int[] pooled = IntStream.of(ends)
                .map(end -> add(builder, "end" + end, new Operator.GlobalAveragePooling(), end))
                .toArray();
        return add(builder, "ends", new Operator.Concatenation(), pooled);
    }

    /** Weights that keep the activations' size about 1. */
    public NetworkWeights weights(NetworkGraph graph) {
        Map<String, Tensor> tensors = new TreeMap<>();
        NetworkWeights.expectedShapes(graph).forEach((name, shape) -> {
            int size = shape.stream().reduce(1, Math::multiplyExact);
            double scale = name.endsWith(NetworkWeights.WEIGHT) ? Math.sqrt(2.0 * shape.get(0) / size) : 0.3;
            boolean positive = name.endsWith(NetworkWeights.VARIANCE) || name.endsWith(NetworkWeights.GAMMA);
            float[] values = new float[size];
            for (int i = 0; i < size; i++) {
                values[i] = (float) (positive ? random.nextDouble(0.4, 1.6) : scale * random.nextGaussian());
            }
            tensors.put(name, Tensor.of(values, shape));
        });
        return NetworkWeights.of(tensors);
    }

    public ExportableNetwork trained(NetworkGraph graph) {
        int channels = graph.input().channels();
        List<Double> mean = random.doubles(channels, 0, 1).boxed().toList();
        List<Double> std = random.doubles(channels, 0.1, 0.5).boxed().toList();
        List<String> classes =
                IntStream.range(0, graph.classes()).mapToObj(i -> "class " + i).toList();
        return ExportableNetwork.of(graph, weights(graph), Preprocessing.ofBytes(mean, std), classes);
    }

    public byte[] images(NetworkGraph graph, int count) {
        byte[] pixels = new byte[count * (int) graph.input().elements()];
        random.nextBytes(pixels);
        return pixels;
    }

    private void addAny(GraphBuilder builder) {
        int input = anyNode(builder);
        TensorShape shape = builder.shape(input);
        String name = "n" + builder.next();
        int kernel = 1 + 2 * random.nextInt(3);
        int stride = 1 + random.nextInt(2);
        int groups = divisor(shape.channels());
        int channels = groups * (1 + random.nextInt(4));
        switch (random.nextInt(kinds)) {
            case 0 -> {
                add(builder, name, new Operator.Convolution(channels, kernel, stride, groups, false), input);
                int normalized = add(builder, name + ".bn", new Operator.BatchNormalization(), builder.next() - 1);
                add(builder, name + ".relu", RELU, normalized);
            }
            case 1 -> {
                int depthwise = shape.channels();
                add(builder, name, new Operator.Convolution(depthwise, kernel, stride, depthwise, false), input);
                add(builder, name + ".bn", new Operator.BatchNormalization(), builder.next() - 1);
            }
            case 2 -> add(builder, name, new Operator.Convolution(channels, kernel, stride, groups, true), input);
            case 3 -> {
                add(builder, name, new Operator.Convolution(channels, kernel, stride, groups, true), input);
                add(builder, name + ".bn", new Operator.BatchNormalization(), builder.next() - 1);
            }
            case 4 -> add(builder, name, new Operator.BatchNormalization(), input);
            case 5 -> add(builder, name, RELU, input);
            case 6 -> pool(builder, name, input, Kind.MAXIMUM);
            case 7 -> pool(builder, name, input, Kind.AVERAGE);
            case 8 -> add(builder, name, new Operator.Addition(), several(alike(builder, input, false)));
            case 9 -> add(builder, name, new Operator.Concatenation(), several(alike(builder, input, true)));
            case 10 -> add(builder, name, new Operator.Dense(1 + random.nextInt(12)), input);
            case 11 -> add(builder, name, new Operator.GlobalAveragePooling(), input);
            case 12, 13 -> {
                Window window = new Window(axis(shape.height(), 2), axis(shape.width(), 2));
                add(builder, name, new Operator.Convolution(channels, window, groups, random.nextBoolean()), input);
                if (random.nextBoolean()) {
                    add(builder, name + ".bn", new Operator.BatchNormalization(), builder.next() - 1);
                }
                add(builder, name + ".clip", new Operator.Clip(-random.nextInt(2), 6), builder.next() - 1);
            }
            case 14 -> {
                Window window = new Window(axis(shape.height(), 1), axis(shape.width(), 1));
                Kind kind = random.nextBoolean() ? Kind.MAXIMUM : Kind.AVERAGE;
                boolean counts = kind == Kind.AVERAGE && random.nextBoolean();
                add(builder, name, new Operator.Pooling(kind, window, counts), input);
            }
            case 15 -> add(builder, name, pointwise(), input);
            case 16 -> multiply(builder, name, input);
            default ->
                add(
                        builder,
                        name,
                        new Operator.Padding(
                                random.nextInt(3), random.nextInt(3), random.nextInt(3), random.nextInt(3)),
                        input);
        }
    }

    private Operator pointwise() {
        return switch (random.nextInt(5)) {
            case 0 -> new Operator.Activation(Operator.Activation.Function.SIGMOID);
            case 1 -> new Operator.Activation(Operator.Activation.Function.HARD_SWISH);
            case 2 -> new Operator.LeakyRelu(random.nextInt(1, 5) / 16f);
            case 3 -> new Operator.HardSigmoid(random.nextInt(1, 5) / 8f, 0.5f);
            default -> new Operator.Clip(Float.NEGATIVE_INFINITY, random.nextInt(1, 3));
        };
    }

    /** By something of the same shape, or squeezed and excited (Hu et al. 2018). */
    private void multiply(GraphBuilder builder, String name, int input) {
        int factor = input;
        if (random.nextInt(3) > 0) {
            int squeezed = add(builder, name + ".squeeze", new Operator.GlobalAveragePooling(), input);
            int channels = builder.shape(input).channels();
            int gate = random.nextBoolean()
                    ? add(builder, name + ".gate", new Operator.Convolution(channels, 1, 1, 1, true), squeezed)
                    : add(builder, name + ".gate", new Operator.Dense(channels), squeezed);
            factor = add(builder, name + ".sigmoid", pointwise(), gate);
        }
        add(builder, name, new Operator.Multiplication(), input, factor);
    }

    /** Any that fits; padded by less than its kernel. */
    private Window.Axis axis(int size, int dilations) {
        int kernel = 1 + random.nextInt(4);
        int dilation = 1 + random.nextInt(dilations);
        int before = random.nextInt(kernel);
        int after = random.nextInt(kernel);
        Window.Axis axis = new Window.Axis(kernel, 1 + random.nextInt(3), dilation, before, after);
        return axis.positions(size) < 1 ? new Window.Axis(1, 1, 1, 0, 0) : axis;
    }

    private void pool(GraphBuilder builder, String name, int input, Kind kind) {
        TensorShape shape = builder.shape(input);
        boolean even = Math.min(shape.height(), shape.width()) >= 4 && random.nextBoolean();
        int kernel = even ? 2 + 2 * random.nextInt(2) : 1 + 2 * random.nextInt(3);
        add(builder, name, new Operator.Pooling(kind, kernel, 1 + random.nextInt(3)), input);
    }

    /** The newest node more often than older ones. */
    private int anyNode(GraphBuilder builder) {
        return random.nextInt(10) < 7 ? builder.next() - 1 : random.nextInt(builder.next());
    }

    private static List<Integer> alike(GraphBuilder builder, int node, boolean anyChannels) {
        TensorShape shape = builder.shape(node);
        List<Integer> alike = new ArrayList<>();
        for (int i = 0; i < builder.next(); i++) {
            TensorShape other = builder.shape(i);
            boolean same = other.height() == shape.height() && other.width() == shape.width();
            if (same && (anyChannels || other.channels() == shape.channels())) {
                alike.add(i);
            }
        }
        return alike;
    }

    /** Two to four of them, the same one perhaps several times. */
    private int[] several(List<Integer> nodes) {
        return IntStream.range(0, 2 + random.nextInt(3))
                .map(i -> nodes.get(random.nextInt(nodes.size())))
                .toArray();
    }

    private int divisor(int number) {
        int[] divisors =
                IntStream.rangeClosed(1, number).filter(i -> number % i == 0).toArray();
        return divisors[random.nextInt(divisors.length)];
    }
}
