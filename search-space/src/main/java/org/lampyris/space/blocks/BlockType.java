package org.lampyris.space.blocks;

import java.util.Arrays;
import java.util.Locale;

/** The kinds of layers that a search space can offer, and what else is to be decided about each. */
public enum BlockType {
    FIRE(true, false, true),
    INVERTED_BOTTLENECK(true, true, false),
    RESIDUAL_BOTTLENECK(true, false, true),
    SEPARABLE(true, false, false),
    PLAIN(false, false, false);

    private final boolean kernel;
    private final boolean expansion;
    private final boolean squeeze;

    BlockType(boolean kernel, boolean expansion, boolean squeeze) {
        this.kernel = kernel;
        this.expansion = expansion;
        this.squeeze = squeeze;
    }

    public boolean hasKernel() {
        return kernel;
    }

    public boolean hasExpansion() {
        return expansion;
    }

    public boolean hasSqueeze() {
        return squeeze;
    }

    /** Whether it has channels of its own within, which can be trimmed. */
    public boolean hasInner() {
        return expansion || squeeze;
    }

    /** The name in a space's declaration, e.g. {@code inverted_bottleneck}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The names of all, in order. */
    public static String[] keys() {
        return Arrays.stream(values()).map(BlockType::key).toArray(String[]::new);
    }

    /** @throws IllegalArgumentException if there is no such name */
    public static BlockType of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }

    /** The block of this kind; a parameter that it doesn't have is ignored. */
    public LayerBlock block(int kernel, int expansion, double squeeze, double trim) {
        return switch (this) {
            case FIRE -> new Fire(kernel, squeeze, trim);
            case INVERTED_BOTTLENECK -> new InvertedBottleneck(kernel, expansion, trim);
            case RESIDUAL_BOTTLENECK -> new ResidualBottleneck(kernel, squeeze, trim);
            case SEPARABLE -> new Separable(kernel);
            case PLAIN -> new Plain();
        };
    }
}
