package org.lampyris.evaluation.compression.factorization;

/**
 * The inner widths of a factorized layer.
 *
 * @param form what the layer becomes
 * @param in channels between its input and its core
 * @param out channels between its core and its output; for dense layers, 1x1 convolutions and separable pairs, which
 *     have no core, the same as {@code in}
 */
public record Ranks(Form form, int in, int out) {
    /** What a layer can become. */
    public enum Form {
        /** Layers of fewer channels: by singular values, or Tucker-2 for windows. */
        CHANNELS,
        /** A k x 1 convolution and a 1 x k one. */
        SEPARABLE
    }

    public Ranks {
        if (in < 1 || out < 1) {
            throw new IllegalArgumentException("ranks are at least 1, not " + in + " and " + out);
        }
        if (form == Form.SEPARABLE && in != out) {
            throw new IllegalArgumentException("a separable pair has one rank, not " + in + " and " + out);
        }
    }

    /** Layers of fewer channels. */
    public Ranks(int in, int out) {
        this(Form.CHANNELS, in, out);
    }

    /** The rank of a matrix. */
    public static Ranks of(int rank) {
        return new Ranks(rank, rank);
    }

    /** That of a k x 1 convolution and a 1 x k one: the channels between them. */
    public static Ranks separable(int rank) {
        return new Ranks(Form.SEPARABLE, rank, rank);
    }
}
