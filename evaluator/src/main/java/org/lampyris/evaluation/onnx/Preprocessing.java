package org.lampyris.evaluation.onnx;

import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * From raw pixel values to what the network takes: {@code (pixel * scale - mean[channel]) / std[channel]}.
 *
 * @param scale positive, usually {@link #BYTE_SCALE}
 * @param mean one a channel, of scaled pixels
 * @param std one a channel, positive, of scaled pixels
 */
public record Preprocessing(double scale, List<Double> mean, List<Double> std) {
    /** Takes bytes, 0 to 255, to 0 to 1. */
    public static final double BYTE_SCALE = 1.0 / 255;

    /** @throws IllegalArgumentException if a value can't be or the lists differ in length */
    public Preprocessing {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
        boolean finite =
                Stream.of(List.of(scale), mean, std).flatMap(List::stream).allMatch(Double::isFinite);
        if (!finite || scale <= 0 || mean.isEmpty() || mean.size() != std.size() || Collections.min(std) <= 0) {
            throw new IllegalArgumentException(
                    "no such preprocessing: scale " + scale + ", mean " + mean + ", std " + std);
        }
    }

    /** For pixels from 0 to 255. */
    public static Preprocessing ofBytes(List<Double> mean, List<Double> std) {
        return new Preprocessing(BYTE_SCALE, mean, std);
    }

    /** Pixels from 0 to 255 are taken to 0 to 1 and left so. */
    public static Preprocessing ofBytes(int channels) {
        return ofBytes(Collections.nCopies(channels, 0.0), Collections.nCopies(channels, 1.0));
    }

    public int channels() {
        return mean.size();
    }
}
