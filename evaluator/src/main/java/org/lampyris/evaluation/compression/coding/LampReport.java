package org.lampyris.evaluation.compression.coding;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a compressed network needs, in all and by parts.
 *
 * @param bytes of the file
 * @param skeletonBytes what the network without its weights takes of that
 * @param tensors in the order of the file
 */
public record LampReport(long bytes, double skeletonBytes, List<TensorReport> tensors) {

    public LampReport {
        tensors = List.copyOf(tensors);
    }

    /** All tensors together, in bytes. */
    public double tensorBytes() {
        return tensors.stream().mapToDouble(TensorReport::bytes).sum();
    }

    /** The bytes of all tensors by what they are spent on. */
    public SortedMap<Part, Double> spentBytes() {
        SortedMap<Part, Double> sums = new TreeMap<>();
        for (TensorReport tensor : tensors) {
            tensor.spent().forEach((part, bits) -> sums.merge(part, bits / Byte.SIZE, Double::sum));
        }
        return sums;
    }

    /** The number of weights. */
    public long values() {
        return tensors.stream().mapToLong(TensorReport::values).sum();
    }

    /** Of the whole file. */
    public double bitsPerWeight() {
        return (double) Byte.SIZE * bytes / values();
    }

    /** How many times larger the weights are as 32-bit floats than the whole file. */
    public double compression() {
        return (double) Float.BYTES * values() / bytes;
    }
}
