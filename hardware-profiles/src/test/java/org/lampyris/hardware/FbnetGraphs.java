package org.lampyris.hardware;

import java.util.List;
import org.lampyris.space.blocks.InvertedBottleneck;
import org.lampyris.space.blocks.LayerBlock;
import org.lampyris.space.blocks.Skip;
import org.lampyris.space.graph.Block;
import org.lampyris.space.graph.GraphBuilder;
import org.lampyris.space.graph.NetworkGraph;
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
            int stride = STRIDED.contains(layer) ? 2 : 1;
            at = block(digits.charAt(layer) - '0').append(b, "layer" + layer, at, CHANNELS[layer], stride);
        }
        int head = b.next();
        at = b.convolutionRelu("head", at, 1504, 1, 1, 1);
        at = b.add("pool", new GlobalAveragePooling(), at);
        b.add("logits", new Dense(classes), at);
        b.block("head", Block.Kind.HEAD, 1, 1, 1, 1, head);
        return b.build();
    }

    private static LayerBlock block(int choice) {
        return choice == SKIP ? new Skip() : InvertedBottleneck.fbnet(KERNELS[choice], RATIOS[choice], GROUPS[choice]);
    }
}
