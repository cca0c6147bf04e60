package org.lampyris.hardware;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lampyris.space.blocks.Fire;
import org.lampyris.space.blocks.InvertedBottleneck;
import org.lampyris.space.blocks.Plain;
import org.lampyris.space.blocks.ResidualBottleneck;
import org.lampyris.space.blocks.Separable;
import org.lampyris.space.blocks.Skip;
import org.lampyris.space.graph.Block;
import org.lampyris.space.graph.GraphBuilder;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.TensorShape;

class SegmentsTest {
    @Test
    void blocksOfTheSpacesAreWhatTheirFormSays() {
        GraphBuilder builder = new GraphBuilder(new TensorShape(8, 8, 8));
        int last = new Fire(3, 0.5).append(builder, "fire", 0, 16, 2);
        last = new InvertedBottleneck(5, 3).append(builder, "inverted", last, 16, 1);
        last = new InvertedBottleneck(3, 1).append(builder, "added", last, 16, 1);
        last = new InvertedBottleneck(3, 1).append(builder, "separable-like", last, 24, 1);
        last = InvertedBottleneck.fbnet(3, 6, 2).append(builder, "grouped", last, 24, 1);
        last = new ResidualBottleneck(3, 0.25).append(builder, "residual", last, 32, 2);
        last = new Separable(3).append(builder, "separable", last, 32, 1);
        last = new Skip().append(builder, "skip", last, 16, 1);
        new Plain().append(builder, "plain", last, 8, 1);
        NetworkGraph graph = builder.build();
        assertEquals(9, graph.blocks().size());
        assertEquals(graph.blocks(), Segments.described(graph));
    }

    @Test
    void othersAreNot() {
        GraphBuilder builder = new GraphBuilder(new TensorShape(8, 8, 8));
        int wide = builder.convolutionRelu("wide", 0, 8, 5, 1, 1);
        builder.block("wide", Block.Kind.PLAIN, 3, 1, 1, 1, 1);
        int first = builder.next();
        int thin = builder.convolutionRelu("thin", wide, 5, 1, 1, 1);
        thin = builder.convolutionRelu("thin.depthwise", thin, 5, 3, 1, 5);
        builder.convolution("thin.project", thin, 16, 1, 1, 1);
        builder.block("thin", Block.Kind.INVERTED_BOTTLENECK, 3, 1, 0.625, 1, first);
        assertEquals(List.of(), Segments.described(builder.build()));
    }
}
