package org.lampyris.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.TensorShape;

class FireBottleneckSpaceTest extends SearchSpaceContract {
    private static final TensorShape IMAGE = new TensorShape(1, 28, 28);

    @Override
    protected NetworkSpace space() {
        return new FireBottleneckSpace(SpaceDefinition.shipped("fire-bottleneck"), IMAGE, 10);
    }

    @Override
    protected NetworkSpace smallSpace() {
        SpaceDefinition definition = SpaceDefinition.parse("small.yaml", """
                name: small
                stem: {width: [8, 16], stride: 1}
                defaults: {kernel: [3, 5], layers: [1, 2], multiplier: [0.5, 1], stride: [1, 2]}
                stages:
                  - {width: 16, block: [fire, inverted_bottleneck, plain], squeeze: [1/4, 1/2], expansion: [1, 6]}
                  - {width: 24, block: [residual_bottleneck, separable], squeeze: 1/4, kernel: 3}
                head: {width: 0}
                """);
        return new FireBottleneckSpace(definition, new TensorShape(3, 8, 8), 4);
    }

    @Test
    void theShippedSpaceHasAThousandMillionNetworks() {
        assertTrue(space().size().compareTo(BigInteger.TEN.pow(9)) >= 0, () -> "only " + space().size());
    }

    @ParameterizedTest
    @CsvSource({"1,28,28,10", "3,32,32,100", "3,1,1,2", "1,2,3,5", "4,17,9,1", "3,224,224,1000"})
    void everySampleDecodesToANetworkWithALogitAClass(int channels, int height, int width, int classes) {
        TensorShape image = new TensorShape(channels, height, width);
        NetworkSpace space = new FireBottleneckSpace(SpaceDefinition.shipped("fire-bottleneck"), image, classes);
        SplittableRandom random = new SplittableRandom(20);
        for (int i = 0; i < 200; i++) {
            NetworkGraph graph = space.decode(space.sample(random));
            assertEquals(image, graph.input());
            assertEquals(classes, graph.classes());
        }
    }

    @Test
    void aSpaceNeedsClasses() {
        SpaceDefinition definition = SpaceDefinition.shipped("fire-bottleneck");
        assertThrows(IllegalArgumentException.class, () -> new FireBottleneckSpace(definition, IMAGE, 0));
    }
}
