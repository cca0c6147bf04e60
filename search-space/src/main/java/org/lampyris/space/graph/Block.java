package org.lampyris.space.graph;

/**
 * A run of nodes that belongs together and that a hardware profile may price as one.
 *
 * @param ratio the expansion ratio, or the squeeze ratio of a Fire module and a residual bottleneck; 1 elsewhere
 * @param groups the groups of its pointwise convolutions
 * @param first the index of its first node
 * @param last the index of its last node, whose result is the block's
 */
public record Block(String name, Kind kind, int kernel, int stride, double ratio, int groups, int first, int last) {

    /** The same block over other nodes. */
    public Block between(int from, int to) {
        return new Block(name, kind, kernel, stride, ratio, groups, from, to);
    }

    /** The kinds of blocks. */
    public enum Kind {
        STEM,
        FIRE,
        INVERTED_BOTTLENECK,
        RESIDUAL_BOTTLENECK,
        SEPARABLE,
        PLAIN,
        /** A block that was skipped; a projection where shapes differ. */
        SKIP,
        /** A block of other operators than any form says: no profile prices it as one. */
        REDUCED,
        HEAD
    }
}
