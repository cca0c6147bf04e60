package org.lampyris.space.blocks;

/** Numbers of channels. */
public final class Widths {
    /** What all scaled widths are multiples of. */
    public static final int MULTIPLE = 4;

    private Widths() {}

    /** Inner channels of which a share is kept: all as they are, else {@linkplain #scaled rounded}. */
    static int trimmed(int width, double share) {
        return share == 1 ? width : Math.min(width, scaled(width, share));
    }

    /** The nearest multiple of {@value #MULTIPLE}, the larger one of two that are as near, and at least one. */
    public static int scaled(int width, double factor) {
        return Math.max(1, (int) Math.floor(width * factor / MULTIPLE + 0.5)) * MULTIPLE;
    }
}
