package org.lampyris.space.blocks;

import org.lampyris.space.graph.Block;
import org.lampyris.space.graph.GraphBuilder;
import org.lampyris.space.graph.Operator.Addition;

/**
 * An inverted residual with linear bottleneck: a 1x1 convolution expands, a depthwise one filters, a 1x1 one projects;
 * ReLU after the first two, and the input is added where stride and shape allow.
 *
 * @param kernel of the depthwise convolution
 * @param expansion the inner width over the input's
 * @param groups of both 1x1 convolutions
 * @param expandsAlways whether the first convolution stays at an expansion of 1, where it doesn't widen anything
 * @param trim the share of the inner channels that is kept where the first convolution stays, {@linkplain Widths#trimmed
 *     rounded}
 * @see <a href="https://arxiv.org/abs/1801.04381">MobileNetV2, Sandler et al. 2018, section 3</a>
 */
public record InvertedBottleneck(int kernel, int expansion, int groups, boolean expandsAlways, double trim)
        implements LayerBlock {

    /** MobileNetV2's, without the first convolution at an expansion of 1. */
    public InvertedBottleneck(int kernel, int expansion) {
        this(kernel, expansion, 1, false, 1);
    }

    /** MobileNetV2's with a share of its inner channels. */
    public InvertedBottleneck(int kernel, int expansion, double trim) {
        this(kernel, expansion, 1, false, trim);
    }

    /**
     * FBNet's, which keeps the first convolution. The shuffle of channels between grouped convolutions, which moves data
     * and computes nothing, is left out.
     *
     * @see <a href="https://arxiv.org/abs/1812.03443">FBNet, Wu et al. 2019, table 2</a>
     */
    public static InvertedBottleneck fbnet(int kernel, int expansion, int groups) {
        return new InvertedBottleneck(kernel, expansion, groups, true, 1);
    }

    @Override
    public int append(GraphBuilder graph, String name, int input, int outChannels, int stride) {
        int first = graph.next();
        int channels = graph.shape(input).channels();
        boolean direct = expansion == 1 && !expandsAlways;
        int inner = direct ? channels : Widths.trimmed(channels * expansion, trim);
        int wide = direct ? input : graph.convolutionRelu(name + ".expand", input, inner, 1, 1, groups);
        int filtered = graph.convolutionRelu(name + ".depthwise", wide, inner, kernel, stride, inner);
        int result = graph.convolution(name + ".project", filtered, outChannels, 1, 1, groups);
        if (graph.shape(result).equals(graph.shape(input)) && stride == 1) {
            result = graph.add(name + ".add", new Addition(), input, result);
        }
        Block.Kind kind = inner % channels == 0 ? Block.Kind.INVERTED_BOTTLENECK : Block.Kind.REDUCED;
        graph.block(name, kind, kernel, stride, (double) inner / channels, groups, first);
        return result;
    }
}
