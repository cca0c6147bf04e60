package org.lampyris.space.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lampyris.space.graph.Operator.Activation;
import org.lampyris.space.graph.Operator.BatchNormalization;
import org.lampyris.space.graph.Operator.Convolution;

/** Makes a {@link NetworkGraph} node by node. Each method that adds nodes returns the index of the last one. */
public final class GraphBuilder {
    private final List<Node> nodes = new ArrayList<>();
    private final List<Block> blocks = new ArrayList<>();
    private final List<TensorShape> shapes = new ArrayList<>();

    public GraphBuilder(TensorShape input) {
        add("input", new Operator.Input(input));
    }

    /** @throws IllegalArgumentException if the operator can't take these inputs */
    public int add(String name, Operator operator, int... inputs) {
        Integer[] indices = new Integer[inputs.length];
        Arrays.setAll(indices, i -> inputs[i]);
        Node node = new Node(name, operator, List.of(indices));
        shapes.add(ShapeInference.result(node, shapes));
        nodes.add(node);
        return nodes.size() - 1;
    }

    /** A convolution without bias and its batch normalisation ({@code name.bn}). */
    public int convolution(String name, int input, int outChannels, int kernel, int stride, int groups) {
        int convolution = add(name, new Convolution(outChannels, kernel, stride, groups, false), input);
        return add(name + ".bn", new BatchNormalization(), convolution);
    }

    /** The same with a ReLU ({@code name.relu}). */
    public int convolutionRelu(String name, int input, int outChannels, int kernel, int stride, int groups) {
        return relu(name, convolution(name, input, outChannels, kernel, stride, groups));
    }

    public int relu(String name, int input) {
        return add(name + ".relu", new Activation(Activation.Function.RELU), input);
    }

    /** Declares that the nodes from {@code first} up to the newest are one block. */
    public void block(String name, Block.Kind kind, int kernel, int stride, double ratio, int groups, int first) {
        blocks.add(new Block(name, kind, kernel, stride, ratio, groups, first, nodes.size() - 1));
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
        return new NetworkGraph(nodes, blocks, shapes);
    }
}
