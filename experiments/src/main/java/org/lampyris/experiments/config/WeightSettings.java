package org.lampyris.experiments.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * What {@code quantize} makes of weights.
 *
 * @param bits of integers, 2 to 8; 8 for other kinds, which have bits of their own
 * @param mixed whether layers may have more or fewer bits than that, which then is the average
 */
public record WeightSettings(Kind kind, int bits, boolean mixed) {
    private static final int MOST_BITS = 8;

    /** Integers of 8 bits. */
    public static final WeightSettings BYTES = new WeightSettings(Kind.INT, MOST_BITS, false);

    /** Kinds of weights. */
    public enum Kind {
        /** Integers with a scale for each output channel. */
        INT("int"),
        /** A signed power of two. */
        LIGHTNN_1("LightNN-1"),
        /** The sum of two signed powers of two. */
        LIGHTNN_2("LightNN-2"),
        /** The sum of none, one or two signed powers of two, as many as each filter learns to need. */
        FLIGHTNN("FLightNN");

        private final String paper;

        Kind(String paper) {
            this.paper = paper;
        }

        /** As papers write it, e.g. {@code LightNN-1}. */
        public String paper() {
            return paper;
        }

        /** As users write it, e.g. {@code lightnn-1}. */
        public String word() {
            return paper.toLowerCase(Locale.ROOT);
        }

        private static Kind of(String word) {
            return Arrays.stream(values())
                    .filter(kind -> kind.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("there are no weights '" + word
                            + "', choose among "
                            + Arrays.stream(values()).map(Kind::word).collect(Collectors.joining(", "))));
        }
    }

    public WeightSettings {
        if (bits < 2 || bits > MOST_BITS) {
            throw new IllegalArgumentException("--bits is " + bits + ", but must be from 2 to " + MOST_BITS);
        }
        requireIntegers(kind, bits != MOST_BITS || mixed);
        if (mixed && bits == MOST_BITS) {
            throw new IllegalArgumentException("mixed needs a number of bits on average, from 2 to " + (MOST_BITS - 1));
        }
    }

    /**
     * @param kind as users write it
     * @param bits if they are given
     * @throws IllegalArgumentException if there is no such kind, or it has no bits to choose
     */
    public static WeightSettings of(String kind, OptionalInt bits, boolean mixed) {
        Kind found = Kind.of(kind);
        requireIntegers(found, bits.isPresent());
        return new WeightSettings(found, bits.orElse(MOST_BITS), mixed);
    }

    private static void requireIntegers(Kind kind, boolean needed) {
        if (needed && kind != Kind.INT) {
            throw new IllegalArgumentException(
                    "bits and mixed are for weights that are int, but they are " + kind.word());
        }
    }
}
