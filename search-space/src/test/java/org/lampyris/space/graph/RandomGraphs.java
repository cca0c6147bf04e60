package org.lampyris.space.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.lampyris.space.graph.Operator.Activation;
import org.lampyris.space.graph.Operator.Addition;
import org.lampyris.space.graph.Operator.BatchNormalization;
import org.lampyris.space.graph.Operator.Concatenation;
import org.lampyris.space.graph.Operator.Convolution;
import org.lampyris.space.graph.Operator.Dense;
import org.lampyris.space.graph.Operator.GlobalAveragePooling;
import org.lampyris.space.graph.Operator.LeakyRelu;
import org.lampyris.space.graph.Operator.Multiplication;
import org.lampyris.space.graph.Operator.Padding;
import org.lampyris.space.graph.Operator.Pooling;

/** Random networks of any structure, with branches. */
public final class RandomGraphs {
    private RandomGraphs() {}

    /**
     * @param operators how many are drawn between the input and the head
     * @return a network that uses every result: what is left over is pooled and concatenated before a dense layer
     */
    public static NetworkGraph graph(RandomGenerator random, int operators) {
        TensorShape image = new TensorShape(random.nextInt(1, 4), random.nextInt(3, 12), random.nextInt(3, 12));
        GraphBuilder graph = new GraphBuilder(image);
        List<Integer> unused = new ArrayList<>(List.of(0));
        for (int i = 0; i < operators; i++) {
            int[] inputs = inputs(random, graph);
            Operator operator = operator(random, graph, inputs);
            for (int input : inputs) {
                unused.remove((Integer) input);
            }
            unused.add(graph.add("node" + i, operator, inputs));
        }
        int[] pooled = unused.stream()
                .mapToInt(node -> graph.add("pool" + node, new GlobalAveragePooling(), node))
                .toArray();
        int last = pooled.length == 1 ? pooled[0] : graph.add("concat", new Concatenation(), pooled);
        graph.add("dense", new Dense(random.nextInt(1, 5)), last);
        return graph.build();
    }

    /** One node, the newest more often, or two that can be joined. */
    private static int[] inputs(RandomGenerator random, GraphBuilder graph) {
        int newest = graph.next() - 1;
        int input = random.nextBoolean() ? newest : random.nextInt(graph.next());
        int other = random.nextInt(graph.next());
        TensorShape a = graph.shape(input);
        TensorShape b = graph.shape(other);
        boolean joins = a.height() == b.height() && a.width() == b.width() && random.nextInt(3) > 0;
        return joins ? new int[] {input, other} : new int[] {input};
    }

    private static Operator operator(RandomGenerator random, GraphBuilder graph, int[] inputs) {
        int channels = graph.shape(inputs[0]).channels();
        if (inputs.length == 2) {
            boolean same = channels == graph.shape(inputs[1]).channels();
            Operator join = random.nextBoolean() ? new Addition() : new Multiplication();
            return same && random.nextInt(4) > 0 ? join : new Concatenation();
        }
        int kernel = 2 * random.nextInt(3) + 1;
        return switch (random.nextInt(12)) {
            case 0 -> new BatchNormalization();
            case 1 -> new Activation(Activation.Function.RELU);
            case 2 -> new Pooling(Pooling.Kind.MAXIMUM, kernel, random.nextInt(1, 3));
            case 3 -> new Convolution(channels, kernel, random.nextInt(1, 3), channels, random.nextBoolean());
            case 4 -> new Convolution(channels, window(random, graph.shape(inputs[0])), 1, random.nextBoolean());
            case 5 -> new Padding(random.nextInt(2), random.nextInt(2), random.nextInt(2), random.nextInt(2));
            case 6 -> new LeakyRelu(random.nextInt(1, 4) / 8f);
            default -> new Convolution(random.nextInt(1, 5), kernel, random.nextInt(1, 3), 1, random.nextBoolean());
        };
    }

    private static Window window(RandomGenerator random, TensorShape in) {
        return new Window(axis(random, in.height()), axis(random, in.width()));
    }

    private static Window.Axis axis(RandomGenerator random, int size) {
        Window.Axis axis = new Window.Axis(
                random.nextInt(1, 5), random.nextInt(1, 4), random.nextInt(1, 3), random.nextInt(3), random.nextInt(3));
        return axis.positions(size) < 1 ? Window.Axis.same(3, 1) : axis;
    }
}
