package org.lampyris.space.blocks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lampyris.space.graph.Block;
import org.lampyris.space.graph.GraphBuilder;
import org.lampyris.space.graph.GraphStatistics;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.Operator;
import org.lampyris.space.graph.Operator.Dense;
import org.lampyris.space.graph.Operator.GlobalAveragePooling;
import org.lampyris.space.graph.TensorShape;

class BlocksTest {
    private static final TensorShape IMAGE = new TensorShape(16, 8, 8);

    /** Blocks with output width and stride, and what to expect: parameters, multiply-adds, declared block, operators. */
    static Stream<Arguments> blocks() {
        // By hand for 16 channels of 8x8: the convolutions' weights, two per normalised channel, the pixels of each.
        return Stream.of(
                arguments(
                        new Fire(3, 0.25),
                        new Expected(
                                32, 2, 16 * 8 + 8 * 16 + 8 * 16 * 9 + 2 * (8 + 16 + 16), 16 * (16 * 8 + 8 * 16 * 10)),
                        new Block("b", Block.Kind.FIRE, 3, 2, 0.25, 1, 1, 11),
                        "pool conv bn relu conv bn relu conv bn relu concat"),
                arguments(
                        new Fire(5, 0.125),
                        new Expected(16, 1, 16 * 4 + 4 * 8 + 4 * 8 * 25 + 2 * (4 + 8 + 8), 64 * (16 * 4 + 4 * 8 * 26)),
                        new Block("b", Block.Kind.FIRE, 5, 1, 0.25, 1, 1, 10),
                        "conv bn relu conv bn relu conv bn relu concat"),
                arguments(
                        new InvertedBottleneck(5, 6),
                        new Expected(16, 1, 96 * (16 + 25 + 16) + 2 * (96 + 96 + 16), 64 * 96 * (16 + 25 + 16)),
                        new Block("b", Block.Kind.INVERTED_BOTTLENECK, 5, 1, 6, 1, 1, 9),
                        "conv bn relu conv bn relu conv bn add"),
                arguments(
                        new InvertedBottleneck(3, 1),
                        new Expected(24, 2, 16 * 9 + 16 * 24 + 2 * (16 + 24), 16 * (16 * 9 + 16 * 24)),
                        new Block("b", Block.Kind.INVERTED_BOTTLENECK, 3, 2, 1, 1, 1, 5),
                        "conv bn relu conv bn"),
                arguments(
                        InvertedBottleneck.fbnet(3, 1, 2),
                        new Expected(16, 1, 16 * 8 + 16 * 9 + 16 * 8 + 2 * 48, 64 * 16 * (8 + 9 + 8)),
                        new Block("b", Block.Kind.INVERTED_BOTTLENECK, 3, 1, 1, 2, 1, 9),
                        "conv bn relu conv bn relu conv bn add"),
                arguments(
                        new ResidualBottleneck(3, 0.5),
                        new Expected(
                                16, 1, 16 * 8 + 8 * 8 * 9 + 8 * 16 + 2 * (8 + 8 + 16), 64 * (16 * 8 * 2 + 8 * 8 * 9)),
                        new Block("b", Block.Kind.RESIDUAL_BOTTLENECK, 3, 1, 0.5, 1, 1, 10),
                        "conv bn relu conv bn relu conv bn add relu"),
                arguments(
                        new ResidualBottleneck(5, 0.25),
                        new Expected(
                                32,
                                2,
                                16 * 8 + 8 * 8 * 25 + 8 * 32 + 16 * 32 + 2 * (8 + 8 + 32 + 32),
                                64 * 16 * 8 + 16 * (8 * 8 * 25 + 8 * 32 + 16 * 32)),
                        new Block("b", Block.Kind.RESIDUAL_BOTTLENECK, 5, 2, 0.25, 1, 1, 12),
                        "conv bn conv bn relu conv bn relu conv bn add relu"),
                arguments(
                        new Separable(5),
                        new Expected(32, 2, 16 * 25 + 16 * 32 + 2 * (16 + 32), 16 * (16 * 25 + 16 * 32)),
                        new Block("b", Block.Kind.SEPARABLE, 5, 2, 1, 1, 1, 6),
                        "conv bn relu conv bn relu"),
                arguments(
                        new Plain(),
                        new Expected(32, 1, 16 * 32 * 9 + 2 * 32, 64 * 16 * 32 * 9),
                        new Block("b", Block.Kind.PLAIN, 3, 1, 1, 1, 1, 3),
                        "conv bn relu"),
                arguments(
                        new Skip(),
                        new Expected(32, 2, 16 * 32 + 2 * 32, 16 * 16 * 32),
                        new Block("b", Block.Kind.SKIP, 1, 2, 1, 1, 1, 2),
                        "conv bn"));
    }

    private record Expected(int width, int stride, long parameters, long multiplyAdds) {}

    @ParameterizedTest
    @MethodSource("blocks")
    void blocksHaveTheOperatorsOfTheirPapers(LayerBlock block, Expected expected, Block declared, String operators) {
        GraphBuilder builder = new GraphBuilder(IMAGE);
        int result = block.append(builder, "b", 0, expected.width(), expected.stride());
        int side = 8 / expected.stride();
        assertEquals(new TensorShape(expected.width(), side, side), builder.shape(result));
        assertEquals(result, declared.last());
        NetworkGraph graph = withHead(builder, result);
        assertEquals(List.of(declared), graph.blocks());
        assertEquals(
                operators,
                String.join(
                        " ",
                        graph.nodes().subList(1, result + 1).stream()
                                .map(node -> word(node.operator()))
                                .toList()));
        GraphStatistics statistics = GraphStatistics.of(graph);
        assertEquals(expected.parameters() + expected.width() + 1, statistics.parameters());
        assertEquals(expected.multiplyAdds() + expected.width(), statistics.multiplyAdds());
        assertEquals(4 * statistics.parameters(), statistics.weightBytes());
    }

    private static NetworkGraph withHead(GraphBuilder builder, int last) {
        builder.add("dense", new Dense(1), builder.add("mean", new GlobalAveragePooling(), last));
        return builder.build();
    }

    private static String word(Operator operator) {
        return switch (operator.getClass().getSimpleName()) {
            case "Convolution" -> "conv";
            case "BatchNormalization" -> "bn";
            case "Activation" -> "relu";
            case "Addition" -> "add";
            case "Concatenation" -> "concat";
            case "Pooling" -> "pool";
            default -> operator.toString();
        };
    }

    @Test
    void aSkippedLayerThatChangesNothingIsNothing() {
        GraphBuilder builder = new GraphBuilder(IMAGE);
        assertEquals(0, new Skip().append(builder, "b", 0, 16, 1));
        assertTrue(withHead(builder, 0).blocks().isEmpty());
    }

    @Test
    void anInvertedBottleneckAddsItsInputOnlyWhereNothingChanges() {
        for (int[] widthAndStride : new int[][] {{16, 2}, {24, 1}}) {
            GraphBuilder builder = new GraphBuilder(IMAGE);
            int last = new InvertedBottleneck(3, 3).append(builder, "b", 0, widthAndStride[0], widthAndStride[1]);
            assertTrue(withHead(builder, last).nodes().stream()
                    .noneMatch(node -> node.operator() instanceof Operator.Addition));
        }
    }

    @Test
    void aFireModuleNeedsAnEvenWidth() {
        GraphBuilder builder = new GraphBuilder(IMAGE);
        assertThrows(IllegalArgumentException.class, () -> new Fire(3, 0.5).append(builder, "b", 0, 15, 1));
    }

    @ParameterizedTest
    @CsvSource({
        "16,1,16",
        "16,0.5,8",
        "24,0.75,20",
        "24,0.25,8",
        "16,0.125,4",
        "8,0.125,4",
        "1,1,4",
        "30,1,32",
        "29,1,28"
    })
    void widthsAreRoundedToMultiplesOfFour(int width, double factor, int expected) {
        assertEquals(expected, Widths.scaled(width, factor));
    }

    @Test
    void blockTypesAreFoundByTheirKeys() {
        for (BlockType type : BlockType.values()) {
            assertEquals(type, BlockType.of(type.key()));
        }
        assertEquals(
                new InvertedBottleneck(5, 6),
                BlockType.of("inverted_bottleneck").block(5, 6, 0, 1));
        assertEquals(new Fire(3, 0.5), BlockType.FIRE.block(3, 0, 0.5, 1));
        assertThrows(IllegalArgumentException.class, () -> BlockType.of("flame"));
    }
}
