package org.lampyris.evaluation.compression.factorization;

/**
 * The inner widths of a factorized layer.
 *
 * @param in channels between its input and its core
 * @param out channels between its core and its output; for dense layers and 1x1 convolutions, which have no core, the
 *     same as {@code in}
 */
public record Ranks(int in, int out) {
    public Ranks {
        if (in < 1 || out < 1) {
            throw new IllegalArgumentException("ranks are at least 1, not " + in + " and " + out);
        }
    }

    /** The rank of a matrix. */
    public static Ranks of(int rank) {
        return new Ranks(rank, rank);
    }
}
