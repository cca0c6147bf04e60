package org.lampyris.hardware;

import java.util.List;
import org.lampyris.space.graph.Block;
import org.lampyris.space.graph.GraphBuilder;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.Operator.Addition;
import org.lampyris.space.graph.Operator.Dense;
import org.lampyris.space.graph.Operator.GlobalAveragePooling;
import org.lampyris.space.graph.TensorShape;

/** Builds FBNet networks for CIFAR-100 from 22 digits (Wu et al., FBNet, 2019; HW-NAS-Bench, 2021). */
final class FbnetGraphs {
    private static final int[] CHANNELS = {
        16, 24, 24, 24, 24, 32, 32, 32, 32, 64, 64, 64, 64, 112, 112, 112, 112, 184, 184, 184, 184, 352
    };
    private static final List<Integer> STRIDED = List.of(5, 9, 17);
    private static final int[] KERNELS = {3, 3, 3, 3, 5, 5, 5, 5};
    private static final int[] RATIOS = {1, 1, 3, 6, 1, 1, 3, 6};
    private static final int[] GROUPS = {1, 2, 1, 1, 1, 2, 1, 1};
    private static final int SKIP = 8;

    private FbnetGraphs() {}

    static NetworkGraph of(String digits) {
        return of(digits, 100);
    }

    static NetworkGraph of(String digits, int classes) {
        GraphBuilder b = new GraphBuilder(new TensorShape(3, 32, 32));
        int at = b.convolutionRelu("stem", 0, 16, 3, 1, 1);
        b.block("stem", Block.Kind.STEM, 3, 1, 1, 1, 1);
        for (int layer = 0; layer < CHANNELS.length; layer++) {
            at = layer(b, at, layer, digits.charAt(layer) - '0');
        }
        int head = b.next();
        at = b.convolutionRelu("head", at, 1504, 1, 1, 1);
        at = b.add("pool", new GlobalAveragePooling(), at);
        b.add("logits", new Dense(classes), at);
        b.block("head", Block.Kind.HEAD, 1, 1, 1, 1, head);
        return b.build();
    }

    private static int layer(GraphBuilder b, int at, int layer, int choice) {
        String name = "layer" + layer;
        int in = b.shape(at).channels();
        int out = CHANNELS[layer];
        int stride = STRIDED.contains(layer) ? 2 : 1;
        int first = b.next();
        if (choice == SKIP) {
            if (in == out && stride == 1) {
                return at;
            }
            int projection = b.convolutionRelu(name + ".projection", at, out, 1, stride, 1);
            b.block(name, Block.Kind.SKIP, 1, stride, 1, 1, first);
            return projection;
        }
        int wide = in * RATIOS[choice];
        int groups = GROUPS[choice];
        int result = b.convolutionRelu(name + ".expand", at, wide, 1, 1, groups);
        result = b.convolutionRelu(name + ".depthwise", result, wide, KERNELS[choice], stride, wide);
        result = b.convolution(name + ".project", result, out, 1, 1, groups);
        if (in == out && stride == 1) {
            result = b.add(name + ".add", new Addition(), result, at);
        }
        b.block(name, Block.Kind.INVERTED_BOTTLENECK, KERNELS[choice], stride, RATIOS[choice], groups, first);
        return result;
    }
}
