package org.lampyris.space.blocks;

import org.lampyris.space.graph.Block;
import org.lampyris.space.graph.GraphBuilder;

/**
 * No layer. Where width or stride change, a 1x1 convolution without activation fits the input to them; else nothing is
 * appended, no block is declared, and the result is the input.
 */
public record Skip() implements LayerBlock {

    @Override
    public int append(GraphBuilder graph, String name, int input, int outChannels, int stride) {
        if (stride == 1 && graph.shape(input).channels() == outChannels) {
            return input;
        }
        int first = graph.next();
        int result = graph.convolution(name + ".project", input, outChannels, 1, stride, 1);
        graph.block(name, Block.Kind.SKIP, 1, stride, 1, 1, first);
        return result;
    }
}
