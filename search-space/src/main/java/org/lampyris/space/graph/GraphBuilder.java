package org.lampyris.space.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import org.lampyris.space.graph.Operator.Activation;
import org.lampyris.space.graph.Operator.BatchNormalization;
import org.lampyris.space.graph.Operator.Convolution;

/** Makes a {@link NetworkGraph} node by node. Each method that adds nodes returns the index of the last one. */
public final class GraphBuilder {
    private final List<Node> nodes = new ArrayList<>();
    private final List<Block> blocks = new ArrayList<>();
    private final List<TensorShape> shapes = new ArrayList<>();
    private final SortedMap<String, WeightFormat> formats = new TreeMap<>();
    private WeightFormat format = WeightFormat.PLAIN;
    private IntUnaryOperator ranks = IntUnaryOperator.identity();
    /** The newest node of a convolution in two. */
    private int factored = -1;

    public GraphBuilder(TensorShape input) {
        add("input", new Operator.Input(input));
    }

    /** From here on weights are held like this; those of depthwise convolutions, which are few, without zeros. */
    public void format(WeightFormat weights) {
        format = weights;
    }

    /**
     * From here on convolutions of all channels are of low rank where that takes fewer weights: a narrow one without
     * activation ({@code name.basis}) and a 1x1 one.
     *
     * @param ofFull the rank by the full rank: the smaller of the kernel's inputs and the channels of its result
     * @see <a href="https://arxiv.org/abs/1405.3866">Jaderberg et al., Speeding up convolutional neural networks with low
     *     rank expansions, 2014</a>
     */
    public void ranks(IntUnaryOperator ofFull) {
        ranks = ofFull;
    }

    /** @throws IllegalArgumentException if the operator can't take these inputs */
    public int add(String name, Operator operator, int... inputs) {
        Integer[] indices = new Integer[inputs.length];
        Arrays.setAll(indices, i -> inputs[i]);
        Node node = new Node(name, operator, List.of(indices));
        shapes.add(ShapeInference.result(node, shapes));
        nodes.add(node);
        if (!format.isPlain() && NetworkGraph.hasWeights(node)) {
            boolean depthwise = operator instanceof Convolution c && c.groups() > 1;
            WeightFormat own = depthwise ? format.dense() : format;
            if (!own.isPlain()) {
                formats.put(name, own);
            }
        }
        return nodes.size() - 1;
    }

    /** A convolution without bias and its batch normalisation ({@code name.bn}). */
    public int convolution(String name, int input, int outChannels, int kernel, int stride, int groups) {
        long inputs = (long) shape(input).channels() * kernel * kernel;
        int full = (int) Math.min(inputs, outChannels);
        int rank = ranks.applyAsInt(full);
        if (groups == 1 && rank < full && rank * (inputs + outChannels) < inputs * outChannels) {
            int basis = normalized(name + ".basis", input, new Convolution(rank, kernel, stride, 1, false));
            factored = normalized(name, basis, new Convolution(outChannels, 1, 1, 1, false));
            return factored;
        }
        return normalized(name, input, new Convolution(outChannels, kernel, stride, groups, false));
    }

    private int normalized(String name, int input, Convolution convolution) {
        return add(name + ".bn", new BatchNormalization(), add(name, convolution, input));
    }

    /** The same with a ReLU ({@code name.relu}). */
    public int convolutionRelu(String name, int input, int outChannels, int kernel, int stride, int groups) {
        return relu(name, convolution(name, input, outChannels, kernel, stride, groups));
    }

    public int relu(String name, int input) {
        return add(name + ".relu", new Activation(Activation.Function.RELU), input);
    }

    /**
     * Declares that the nodes from {@code first} up to the newest are one block; if a convolution among them became two,
     * one of the kind {@link Block.Kind#REDUCED}.
     */
    public void block(String name, Block.Kind kind, int kernel, int stride, double ratio, int groups, int first) {
        Block.Kind own = factored >= first ? Block.Kind.REDUCED : kind;
        blocks.add(new Block(name, own, kernel, stride, ratio, groups, first, nodes.size() - 1));
    }

    public TensorShape shape(int node) {
        return shapes.get(node);
    }

    /** The index that the next node will have. */
    public int next() {
        return nodes.size();
    }

    /** @throws IllegalArgumentException if names repeat, a result isn't used, or blocks overlap */
    public NetworkGraph build() {
        return new NetworkGraph(nodes, blocks, shapes, formats);
    }
}
