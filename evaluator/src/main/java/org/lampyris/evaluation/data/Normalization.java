package org.lampyris.evaluation.data;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * How pixels become network input: {@code (pixel / 255 - mean) / deviation}, per channel.
 *
 * @param mean of pixel / 255, a value per channel
 * @param deviation the population standard deviation of pixel / 255, a value per channel, positive
 */
public record Normalization(List<Double> mean, List<Double> deviation) {
    /** Keeps the division possible where all pixels of a channel are equal: half a grey level. */
    private static final double SMALLEST = 0.5 / 255;

    public Normalization {
        mean = List.copyOf(mean);
        deviation = List.copyOf(deviation);
        if (mean.isEmpty() || mean.size() != deviation.size()) {
            throw new IllegalArgumentException(mean.size() + " means and " + deviation.size() + " deviations");
        }
        for (int c = 0; c < mean.size(); c++) {
            if (!Double.isFinite(mean.get(c)) || !(deviation.get(c) > 0) || !Double.isFinite(deviation.get(c))) {
                throw new IllegalArgumentException("channel " + c + ": mean " + mean.get(c) + ", deviation "
                        + deviation.get(c) + "; finite numbers are needed, the deviation positive");
            }
        }
    }

    /** The figures of these images, exact: sums are kept in integers. */
    public static Normalization of(ImageSet images) {
        int channels = images.shape().channels();
        int plane = images.shape().height() * images.shape().width();
        long[] sums = new long[channels];
        long[] squares = new long[channels];
        ByteBuffer pixels = images.pixels();
        while (pixels.hasRemaining()) {
            for (int c = 0; c < channels; c++) {
                for (int i = 0; i < plane; i++) {
                    long pixel = pixels.get() & 0xff;
                    sums[c] += pixel;
                    squares[c] += pixel * pixel;
                }
            }
        }
        double count = Math.max(1, (double) images.size() * plane);
        List<Double> mean = new ArrayList<>();
        List<Double> deviation = new ArrayList<>();
        for (int c = 0; c < channels; c++) {
            double m = sums[c] / count;
            mean.add(m / 255);
            deviation.add(Math.max(SMALLEST, Math.sqrt(Math.max(0, squares[c] / count - m * m)) / 255));
        }
        return new Normalization(mean, deviation);
    }
}
