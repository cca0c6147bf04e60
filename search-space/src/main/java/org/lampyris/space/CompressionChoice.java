package org.lampyris.space;

import java.util.List;

/**
 * How small the layers of a stage may be made. Each list holds the choices of one decision; a list of one is a fixed value,
 * and an empty one is taken for that of a layer as it is.
 *
 * @param trims the shares of a block's inner channels that are kept, above 0 and up to 1
 * @param ranks the ranks of convolutions as shares of the full one, above 0 and up to 1
 */
public record CompressionChoice(WeightChoice weights, List<Double> trims, List<Double> ranks) {
    /** Layers as they are. */
    public static final CompressionChoice NONE = new CompressionChoice(WeightChoice.PLAIN, List.of(), List.of());

    public CompressionChoice {
        trims = WeightChoice.choices("trim", trims, 1.0);
        ranks = WeightChoice.choices("rank", ranks, 1.0);
        if (!trims.stream().allMatch(CompressionChoice::isShare)
                || !ranks.stream().allMatch(CompressionChoice::isShare)) {
            throw new IllegalArgumentException("no such shares: trim " + trims + ", rank " + ranks);
        }
    }

    boolean isNone() {
        return equals(NONE);
    }

    /** The same for blocks that have nothing to trim. */
    CompressionChoice untrimmed() {
        return new CompressionChoice(weights, List.of(), ranks);
    }

    private static boolean isShare(double value) {
        return value > 0 && value <= 1;
    }
}
