package org.lampyris.evaluation.training;

import java.util.List;
import org.lampyris.space.graph.GraphBuilder;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.Operator.Addition;
import org.lampyris.space.graph.Operator.Concatenation;
import org.lampyris.space.graph.Operator.Dense;
import org.lampyris.space.graph.Operator.GlobalAveragePooling;
import org.lampyris.space.graph.Operator.Pooling;
import org.lampyris.space.graph.TensorShape;

/** Three small networks for 1x28x28 images and ten classes that training speed is compared on. */
public final class ReferenceNetworks {
    /** The names that {@link #named} knows. */
    public static final List<String> NAMES = List.of("plain", "fire", "bottleneck");

    private final GraphBuilder graph = new GraphBuilder(new TensorShape(1, 28, 28));
    private int last;

    private ReferenceNetworks() {}

    /** @throws IllegalArgumentException if there is no such network */
    public static NetworkGraph named(String name) {
        ReferenceNetworks network = new ReferenceNetworks();
        switch (name) {
            case "plain" -> network.plain();
            case "fire" -> network.fire();
            case "bottleneck" -> network.bottleneck();
            default -> throw new IllegalArgumentException("no network " + name + " among " + NAMES);
        }
        network.last = network.graph.add("pool", new GlobalAveragePooling(), network.last);
        network.graph.add("classifier", new Dense(10), network.last);
        return network.graph.build();
    }

    private void plain() {
        convolution("conv1", 32);
        pool("pool1");
        convolution("conv2", 64);
        pool("pool2");
        convolution("conv3", 128);
    }

    private void fire() {
        convolution("conv1", 32);
        pool("pool1");
        fire("fire1", 16, 32);
        fire("fire2", 16, 32);
        pool("pool2");
        fire("fire3", 32, 64);
        fire("fire4", 32, 64);
    }

    private void bottleneck() {
        convolution("conv1", 16);
        bottleneck("block1", 24, 2);
        bottleneck("block2", 24, 1);
        bottleneck("block3", 48, 2);
        bottleneck("block4", 48, 1);
    }

    private void convolution(String name, int channels) {
        last = graph.convolutionRelu(name, last, channels, 3, 1, 1);
    }

    private void pool(String name) {
        last = graph.add(name, new Pooling(Pooling.Kind.MAXIMUM, 2, 2), last);
    }

    private void fire(String name, int squeeze, int expand) {
        int squeezed = graph.convolutionRelu(name + ".squeeze", last, squeeze, 1, 1, 1);
        int narrow = graph.convolutionRelu(name + ".expand1", squeezed, expand, 1, 1, 1);
        int wide = graph.convolutionRelu(name + ".expand3", squeezed, expand, 3, 1, 1);
        last = graph.add(name, new Concatenation(), narrow, wide);
    }

    /** Expansion 3. */
    private void bottleneck(String name, int out, int stride) {
        int in = graph.shape(last).channels();
        int expanded = graph.convolutionRelu(name + ".expand", last, 3 * in, 1, 1, 1);
        int filtered = graph.convolutionRelu(name + ".depthwise", expanded, 3 * in, 3, stride, 3 * in);
        int projected = graph.convolution(name + ".project", filtered, out, 1, 1, 1);
        last = stride == 1 && in == out ? graph.add(name, new Addition(), last, projected) : projected;
    }
}
