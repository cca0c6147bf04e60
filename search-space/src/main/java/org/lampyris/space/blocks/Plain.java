package org.lampyris.space.blocks;

import org.lampyris.space.graph.Block;
import org.lampyris.space.graph.GraphBuilder;

/**
 * A full 3x3 convolution with ReLU.
 *
 * @see <a href="https://arxiv.org/abs/1409.1556">VGG, Simonyan and Zisserman 2015, section 2.1</a>
 */
public record Plain() implements LayerBlock {
    private static final int KERNEL = 3;

    @Override
    public int append(GraphBuilder graph, String name, int input, int outChannels, int stride) {
        int first = graph.next();
        int result = graph.convolutionRelu(name + ".conv", input, outChannels, KERNEL, stride, 1);
        graph.block(name, Block.Kind.PLAIN, KERNEL, stride, 1, 1, first);
        return result;
    }
}
