package org.lampyris.space.blocks;

import org.lampyris.space.graph.Block;
import org.lampyris.space.graph.GraphBuilder;
import org.lampyris.space.graph.Operator.Concatenation;
import org.lampyris.space.graph.Operator.Pooling;

/**
 * A Fire module: a 1x1 convolution squeezes, a 1x1 and a kxk convolution side by side expand to half the width each, and
 * their results are concatenated; ReLU after each. A stride is a 3x3 maximum pooling in front.
 *
 * @param kernel of the larger expansion
 * @param ratio the squeezed width as a part of the result's, {@linkplain Widths#scaled rounded}
 * @param trim the share of the squeezed channels that is kept, rounded too
 * @see <a href="https://arxiv.org/abs/1602.07360">SqueezeNet, Iandola et al. 2016, section 3.2</a>
 */
public record Fire(int kernel, double ratio, double trim) implements LayerBlock {

    /** With all channels. */
    public Fire(int kernel, double ratio) {
        this(kernel, ratio, 1);
    }

    @Override
    public int append(GraphBuilder graph, String name, int input, int outChannels, int stride) {
        if (outChannels % 2 != 0) {
            throw new IllegalArgumentException(name + " can't halve " + outChannels + " channels");
        }
        int first = graph.next();
        int from = stride == 1 ? input : graph.add(name + ".pool", new Pooling(Pooling.Kind.MAXIMUM, 3, stride), input);
        int squeezed = Widths.trimmed(Widths.scaled(outChannels, ratio), trim);
        int squeeze = graph.convolutionRelu(name + ".squeeze", from, squeezed, 1, 1, 1);
        int narrow = graph.convolutionRelu(name + ".expand1", squeeze, outChannels / 2, 1, 1, 1);
        int wide = graph.convolutionRelu(name + ".expandk", squeeze, outChannels / 2, kernel, 1, 1);
        int result = graph.add(name + ".concat", new Concatenation(), narrow, wide);
        graph.block(name, Block.Kind.FIRE, kernel, stride, (double) squeezed / outChannels, 1, first);
        return result;
    }
}
