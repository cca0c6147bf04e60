package org.lampyris.evaluation.training;

import java.util.List;
import org.lampyris.space.graph.GraphBuilder;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.Operator.Addition;
import org.lampyris.space.graph.Operator.Concatenation;
import org.lampyris.space.graph.Operator.Convolution;
import org.lampyris.space.graph.Operator.Dense;
import org.lampyris.space.graph.Operator.GlobalAveragePooling;
import org.lampyris.space.graph.Operator.Pooling;
import org.lampyris.space.graph.TensorShape;
import org.lampyris.space.graph.Window;

/**
 * Networks that papers on compression report of, for any image of at least 28x28 pixels.
 *
 * @see "LeCun et al., Gradient-based learning applied to document recognition, 1998 (LeNet-300-100, LeNet-5)"
 * @see "Simonyan and Zisserman, Very deep convolutional networks for large-scale image recognition, 2015 (VGG-16)"
 * @see "Sandler et al., MobileNetV2: Inverted residuals and linear bottlenecks, 2018"
 * @see "Iandola et al., SqueezeNet: AlexNet-level accuracy with 50x fewer parameters, 2016 (Fire)"
 */
public final class ClassicNetworks {
    /** The names that {@link #named} knows. */
    public static final List<String> NAMES =
            List.of("lenet-300-100", "lenet-5", "vgg-16-quarter", "mobilenet-v2", "squeezenet");

    private final GraphBuilder graph;
    private int last;

    private ClassicNetworks(TensorShape image) {
        this.graph = new GraphBuilder(image);
    }

    /**
     * @param image the shape of its image
     * @throws IllegalArgumentException if there is no such network, or not for such small images
     */
    public static NetworkGraph named(String name, TensorShape image, int classes) {
        ClassicNetworks network = new ClassicNetworks(image);
        switch (name) {
            case "lenet-300-100" -> network.lenet300();
            case "lenet-5" -> network.lenet5();
            case "vgg-16-quarter" -> network.vgg16();
            case "mobilenet-v2" -> network.mobilenetV2();
            case "squeezenet" -> network.squeezenet();
            default -> throw new IllegalArgumentException("no network " + name + " among " + NAMES);
        }
        network.last = network.graph.add("classifier", new Dense(classes), network.last);
        return network.graph.build();
    }

    private void lenet300() {
        dense("hidden1", 300);
        dense("hidden2", 100);
    }

    /** The form that pruning papers take: 20 and 50 kernels of 5x5, 500 hidden units. */
    private void lenet5() {
        biased("conv1", 20);
        pool("pool1");
        biased("conv2", 50);
        pool("pool2");
        dense("hidden", 500);
    }

    /** A quarter of the channels, batch normalisation, and the small dense layers that are usual for small images. */
    private void vgg16() {
        int[][] stages = {{16, 2}, {32, 2}, {64, 3}, {128, 3}, {128, 3}};
        for (int stage = 0; stage < stages.length; stage++) {
            for (int layer = 0; layer < stages[stage][1]; layer++) {
                String name = "conv" + (stage + 1) + "_" + (layer + 1);
                last = graph.convolutionRelu(name, last, stages[stage][0], 3, 1, 1);
            }
            pool("pool" + (stage + 1));
        }
        dense("hidden1", 128);
        dense("hidden2", 128);
    }

    /** At 0.35 of the width, with the strides that are usual for small images. */
    private void mobilenetV2() {
        last = graph.convolutionRelu("stem", last, 16, 3, 2, 1);
        int[][] stages = {{1, 8, 1, 1}, {6, 8, 2, 1}, {6, 16, 3, 2}, {6, 24, 3, 2}, {6, 32, 2, 1}};
        for (int stage = 0; stage < stages.length; stage++) {
            int[] s = stages[stage];
            for (int layer = 0; layer < s[2]; layer++) {
                bottleneck("stage" + (stage + 1) + ".block" + (layer + 1), s[0], s[1], layer == 0 ? s[3] : 1);
            }
        }
        last = graph.convolutionRelu("top", last, 160, 1, 1, 1);
        last = graph.add("pool", new GlobalAveragePooling(), last);
    }

    private void bottleneck(String name, int expansion, int out, int stride) {
        int in = graph.shape(last).channels();
        int wide = expansion * in;
        int expanded = expansion == 1 ? last : graph.convolutionRelu(name + ".expand", last, wide, 1, 1, 1);
        int filtered = graph.convolutionRelu(name + ".depthwise", expanded, wide, 3, stride, wide);
        int projected = graph.convolution(name + ".project", filtered, out, 1, 1, 1);
        last = stride == 1 && in == out ? graph.add(name, new Addition(), last, projected) : projected;
    }

    /** A small SqueezeNet: six Fire modules in two stages, with bypasses where shapes agree. */
    private void squeezenet() {
        last = graph.convolutionRelu("conv1", last, 32, 3, 1, 1);
        pool("pool1");
        fire("fire2", 16, 32);
        fire("fire3", 16, 32);
        fire("fire4", 16, 32);
        pool("pool2");
        fire("fire5", 32, 64);
        fire("fire6", 32, 64);
        fire("fire7", 32, 64);
        last = graph.add("pool", new GlobalAveragePooling(), last);
    }

    private void fire(String name, int squeeze, int expand) {
        int squeezed = graph.convolutionRelu(name + ".squeeze", last, squeeze, 1, 1, 1);
        int narrow = graph.convolutionRelu(name + ".expand1", squeezed, expand, 1, 1, 1);
        int wide = graph.convolutionRelu(name + ".expand3", squeezed, expand, 3, 1, 1);
        int joined = graph.add(name, new Concatenation(), narrow, wide);
        boolean same = graph.shape(joined).equals(graph.shape(last));
        last = same ? graph.add(name + ".bypass", new Addition(), last, joined) : joined;
    }

    /** 5x5 without padding. */
    private void biased(String name, int channels) {
        Window.Axis unpadded = new Window.Axis(5, 1, 1, 0, 0);
        Convolution convolution = new Convolution(channels, new Window(unpadded, unpadded), 1, true);
        last = graph.relu(name, graph.add(name, convolution, last));
    }

    private void pool(String name) {
        last = graph.add(name, new Pooling(Pooling.Kind.MAXIMUM, 2, 2), last);
    }

    private void dense(String name, int units) {
        last = graph.relu(name, graph.add(name, new Dense(units), last));
    }
}
