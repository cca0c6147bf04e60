package org.lampyris.hardware.latency;

import java.util.Locale;

/** What a latency can be measured of: whole blocks, and the operators that they are made of. */
public enum OperatorKind {
    FIRE("Fire", true),
    /** Expand 1x1, depthwise, project 1x1, residual where shapes agree; at ratio 1 it still expands by a 1x1. */
    INVERTED_BOTTLENECK("InvertedBottleneck", true),
    RESIDUAL_BOTTLENECK("ResidualBottleneck", true),
    /** Depthwise and 1x1: also what others call an inverted bottleneck of ratio 1, where nothing is added. */
    SEPARABLE("Separable", true),
    PLAIN("Plain", true),
    /** Nothing, or a 1x1 projection where shapes differ. */
    SKIP("Skip", true),
    CONVOLUTION("Conv2d", false),
    DEPTHWISE_CONVOLUTION("DepthwiseConv2d", false),
    POOLING("Pool2d", false),
    GLOBAL_POOLING("GlobalPool", false),
    DENSE("Dense", false),
    ADDITION("Add", false),
    CONCATENATION("Concat", false);

    private final String title;
    private final boolean block;

    OperatorKind(String title, boolean block) {
        this.title = title;
        this.block = block;
    }

    /** Whether this is a block of several operators. */
    public boolean isBlock() {
        return block;
    }

    /** Whether it has an expansion or squeeze ratio. */
    public boolean hasRatio() {
        return this == FIRE || this == INVERTED_BOTTLENECK || this == RESIDUAL_BOTTLENECK;
    }

    /** The word that a profile uses, e.g. {@code inverted_bottleneck}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return title;
    }
}
