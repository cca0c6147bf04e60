package org.lampyris.space.blocks;

import org.lampyris.space.graph.Block;
import org.lampyris.space.graph.GraphBuilder;
import org.lampyris.space.graph.Operator.Addition;

/**
 * A residual bottleneck: a 1x1 convolution reduces, a kxk one filters with the stride, a 1x1 one expands; ReLU after the
 * first two and after the shortcut was added, which is a 1x1 convolution where shapes differ.
 *
 * @param kernel of the middle convolution
 * @param ratio the reduced width as a part of the result's, {@linkplain Widths#scaled rounded}
 * @param trim the share of the reduced channels that is kept, rounded too
 * @see <a href="https://arxiv.org/abs/1512.03385">ResNet, He et al. 2016, figure 5</a>
 */
public record ResidualBottleneck(int kernel, double ratio, double trim) implements LayerBlock {

    /** With all channels. */
    public ResidualBottleneck(int kernel, double ratio) {
        this(kernel, ratio, 1);
    }

    @Override
    public int append(GraphBuilder graph, String name, int input, int outChannels, int stride) {
        int first = graph.next();
        int inner = Widths.trimmed(Widths.scaled(outChannels, ratio), trim);
        boolean same = stride == 1 && graph.shape(input).channels() == outChannels;
        int shortcut = same ? input : graph.convolution(name + ".shortcut", input, outChannels, 1, stride, 1);
        int reduced = graph.convolutionRelu(name + ".reduce", input, inner, 1, 1, 1);
        int filtered = graph.convolutionRelu(name + ".filter", reduced, inner, kernel, stride, 1);
        int expanded = graph.convolution(name + ".expand", filtered, outChannels, 1, 1, 1);
        int result = graph.relu(name, graph.add(name + ".add", new Addition(), shortcut, expanded));
        graph.block(name, Block.Kind.RESIDUAL_BOTTLENECK, kernel, stride, (double) inner / outChannels, 1, first);
        return result;
    }
}
