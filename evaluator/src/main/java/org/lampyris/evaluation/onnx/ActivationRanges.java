package org.lampyris.evaluation.onnx;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lampyris.evaluation.compression.quantization.RangeChoice;
import org.lampyris.evaluation.compression.quantization.ValueHistogram;
import org.lampyris.evaluation.compression.quantization.ValueRange;

/**
 * The ranges of a network's results that 8-bit integers are to cover ("calibration").
 *
 * @param ranges by node: the input, and each whose result other nodes read, after the ReLU or batch normalisation that
 *     alone reads it
 * @see "Nagel et al., A White Paper on Neural Network Quantization, 2021, section 3.1"
 */
public record ActivationRanges(SortedMap<String, ValueRange> ranges) {
    public ActivationRanges {
        ranges = Collections.unmodifiableSortedMap(new TreeMap<>(ranges));
    }

    /** By the mean squared error. */
    public static ActivationRanges of(ExportableNetwork network, ByteBuffer images) {
        return of(network, images, RangeChoice.MEAN_SQUARED_ERROR);
    }

    /**
     * Runs the network in ONNX Runtime: once for the extremes, and once more for the histograms that other choices need.
     * The memory taken doesn't grow with the number of images. The same images give the same ranges.
     *
     * @param images raw pixels as unsigned bytes in the order image, channel, row, column: all that remain in the
     *     buffer, which stays as it is; a few hundred images as the network will see them, but none to test it with
     * @throws IllegalArgumentException if they are no whole number of images, or none
     */
    public static ActivationRanges of(ExportableNetwork network, ByteBuffer images, RangeChoice choice) {
        try (ObservedNetwork observed = ObservedNetwork.ofQuantized(network)) {
            SortedMap<String, ValueRange> extremes = new TreeMap<>();
            observed.run(images, (node, results) -> extremes.merge(node, extremes(results), ValueRange::union));
            if (choice == RangeChoice.MIN_MAX) {
                return new ActivationRanges(extremes);
            }
            Map<String, ValueHistogram> histograms = new TreeMap<>();
            extremes.forEach((node, range) -> histograms.put(node, new ValueHistogram(range)));
            observed.run(images, (node, results) -> {
                ValueHistogram histogram = histograms.get(node);
                while (histogram != null && results.hasRemaining()) {
                    histogram.add(results.get());
                }
            });
            SortedMap<String, ValueRange> chosen = new TreeMap<>();
            histograms.forEach((node, histogram) -> chosen.put(node, histogram.range(choice)));
            return new ActivationRanges(chosen);
        }
    }

    private static ValueRange extremes(FloatBuffer results) {
        float lowest = results.get(results.position());
        float highest = lowest;
        while (results.hasRemaining()) {
            float value = results.get();
            lowest = Math.min(lowest, value);
            highest = Math.max(highest, value);
        }
        return new ValueRange(lowest, highest);
    }
}
