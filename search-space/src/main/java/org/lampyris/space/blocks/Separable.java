package org.lampyris.space.blocks;

import org.lampyris.space.graph.Block;
import org.lampyris.space.graph.GraphBuilder;

/**
 * A depthwise convolution and a 1x1 one, ReLU after each.
 *
 * @param kernel of the depthwise convolution
 * @see <a href="https://arxiv.org/abs/1704.04861">MobileNets, Howard et al. 2017, section 3.1</a>
 */
public record Separable(int kernel) implements LayerBlock {

    @Override
    public int append(GraphBuilder graph, String name, int input, int outChannels, int stride) {
        int first = graph.next();
        int channels = graph.shape(input).channels();
        int filtered = graph.convolutionRelu(name + ".depthwise", input, channels, kernel, stride, channels);
        int result = graph.convolutionRelu(name + ".pointwise", filtered, outChannels, 1, 1, 1);
        graph.block(name, Block.Kind.SEPARABLE, kernel, stride, 1, 1, first);
        return result;
    }
}
