package org.lampyris.hardware.latency;

import java.util.List;
import org.lampyris.space.graph.GraphBuilder;
import org.lampyris.space.graph.Operator.Addition;
import org.lampyris.space.graph.Operator.Concatenation;
import org.lampyris.space.graph.Operator.Dense;
import org.lampyris.space.graph.Operator.GlobalAveragePooling;
import org.lampyris.space.graph.Operator.Pooling;

/** The operators that a table's entry stands for. */
public final class Decomposition {
    private Decomposition() {}

    /** @throws IllegalArgumentException if the key describes no such operator, e.g. groups that don't divide channels */
    public static List<Primitive> of(OperatorKey key) {
        GraphBuilder builder = new GraphBuilder(key.in());
        add(builder, key);
        return Primitive.of(builder.build(), 1, builder.next() - 1, key.precision());
    }

    private static void add(GraphBuilder builder, OperatorKey key) {
        OperatorForm form = key.form();
        int in = key.in().channels();
        int out = key.outChannels();
        int kernel = form.kernel();
        int stride = form.stride();
        switch (form.kind()) {
            case CONVOLUTION -> builder.convolution("convolution", 0, out, kernel, stride, form.groups());
            case DEPTHWISE_CONVOLUTION -> builder.convolution("depthwise", 0, out, kernel, stride, in);
            case PLAIN -> builder.convolutionRelu("convolution", 0, out, kernel, stride, form.groups());
            case POOLING -> builder.add("pooling", new Pooling(Pooling.Kind.MAXIMUM, kernel, stride), 0);
            case GLOBAL_POOLING -> builder.add("pooling", new GlobalAveragePooling(), 0);
            case DENSE -> builder.add("dense", new Dense(out), 0);
            case ADDITION -> builder.add("addition", new Addition(), 0, 0);
            case CONCATENATION -> builder.add("concatenation", new Concatenation(), 0, 0);
            case SKIP -> {
                if (key.changesShape()) {
                    builder.convolutionRelu("projection", 0, out, 1, stride, 1);
                }
            }
            case SEPARABLE -> {
                int depthwise = builder.convolutionRelu("depthwise", 0, in, kernel, stride, in);
                residual(builder, key, builder.convolution("project", depthwise, out, 1, 1, form.groups()), 0);
            }
            case INVERTED_BOTTLENECK -> {
                int wide = scaled(in, form.ratio(), form.groups());
                int expand = builder.convolutionRelu("expand", 0, wide, 1, 1, form.groups());
                int depthwise = builder.convolutionRelu("depthwise", expand, wide, kernel, stride, wide);
                residual(builder, key, builder.convolution("project", depthwise, out, 1, 1, form.groups()), 0);
            }
            case RESIDUAL_BOTTLENECK -> {
                int narrow = scaled(out, form.ratio(), form.groups());
                int reduce = builder.convolutionRelu("reduce", 0, narrow, 1, 1, form.groups());
                int spatial = builder.convolutionRelu("spatial", reduce, narrow, kernel, stride, 1);
                int restore = builder.convolution("restore", spatial, out, 1, 1, form.groups());
                int shortcut = key.changesShape() ? builder.convolution("projection", 0, out, 1, stride, 1) : 0;
                builder.add("addition", new Addition(), restore, shortcut);
            }
            case FIRE -> {
                int squeeze =
                        builder.convolutionRelu("squeeze", 0, scaled(out, form.ratio(), 1), 1, stride, form.groups());
                int half = out / 2;
                int one = builder.convolutionRelu("expand1", squeeze, Math.max(1, half), 1, 1, 1);
                int many = builder.convolutionRelu("expand3", squeeze, Math.max(1, out - half), kernel, 1, 1);
                builder.add("concatenation", new Concatenation(), one, many);
            }
        }
    }

    private static void residual(GraphBuilder builder, OperatorKey key, int result, int input) {
        if (!key.changesShape()) {
            builder.add("addition", new Addition(), result, input);
        }
    }

    private static int scaled(int channels, double ratio, int multiple) {
        int rounded = (int) Math.round(channels * ratio / multiple) * multiple;
        return Math.max(multiple, rounded);
    }
}
