package org.lampyris.hardware.latency;

import java.util.List;
import org.lampyris.space.blocks.Fire;
import org.lampyris.space.blocks.InvertedBottleneck;
import org.lampyris.space.blocks.LayerBlock;
import org.lampyris.space.blocks.Plain;
import org.lampyris.space.blocks.ResidualBottleneck;
import org.lampyris.space.blocks.Separable;
import org.lampyris.space.blocks.Skip;
import org.lampyris.space.graph.GraphBuilder;
import org.lampyris.space.graph.NetworkGraph;
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
        NetworkGraph graph = graph(key);
        return Primitive.of(graph, 1, graph.nodes().size() - 1, key.precision());
    }

    /**
     * The operators as a network of their own, whose image is the key's input.
     *
     * @throws IllegalArgumentException the same
     */
    public static NetworkGraph graph(OperatorKey key) {
        GraphBuilder builder = new GraphBuilder(key.in());
        check(key);
        add(builder, key);
        return builder.build();
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
            case POOLING -> builder.add("pooling", new Pooling(Pooling.Kind.MAXIMUM, kernel, stride), 0);
            case GLOBAL_POOLING -> builder.add("pooling", new GlobalAveragePooling(), 0);
            case DENSE -> builder.add("dense", new Dense(out), 0);
            case ADDITION -> builder.add("addition", new Addition(), 0, 0);
            case CONCATENATION -> builder.add("concatenation", new Concatenation(), 0, 0);
            case SKIP -> append(builder, key, new Skip());
            case PLAIN -> append(builder, key, new Plain());
            case SEPARABLE -> append(builder, key, new Separable(kernel));
            case INVERTED_BOTTLENECK ->
                append(builder, key, InvertedBottleneck.fbnet(kernel, expansion(form.ratio()), form.groups()));
            case RESIDUAL_BOTTLENECK -> append(builder, key, new ResidualBottleneck(kernel, form.ratio()));
            case FIRE -> append(builder, key, new Fire(kernel, form.ratio()));
        }
    }

    private static void check(OperatorKey key) {
        OperatorForm form = key.form();
        boolean grouped = form.kind() == OperatorKind.CONVOLUTION || form.kind() == OperatorKind.INVERTED_BOTTLENECK;
        if (form.groups() != 1 && !grouped) {
            throw new IllegalArgumentException(form.kind() + " has no groups");
        }
        if (form.ratio() != 1 && !form.kind().hasRatio()) {
            throw new IllegalArgumentException(form.kind() + " has no ratio");
        }
        if (form.kind() == OperatorKind.PLAIN && form.kernel() != 3) {
            throw new IllegalArgumentException("a plain block has kernel 3");
        }
    }

    private static void append(GraphBuilder builder, OperatorKey key, LayerBlock block) {
        block.append(builder, "block", 0, key.outChannels(), key.form().stride());
    }

    private static int expansion(double ratio) {
        if (ratio != Math.rint(ratio)) {
            throw new IllegalArgumentException("an expansion ratio is a whole number, not " + ratio);
        }
        return (int) ratio;
    }
}
