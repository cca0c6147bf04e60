package org.lampyris.evaluation.compression.quantization;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lampyris.evaluation.compression.allocation.Allocation;
import org.lampyris.evaluation.compression.allocation.Option;

/**
 * A quantizer for each layer, so that all weights fit a size.
 *
 * @param plan layers that weren't looked at keep 8 bits
 * @param bits of the weights of all layers that were looked at
 * @param harm the sum of their sensitivities: an estimate, for errors of layers don't quite add up
 */
public record BitAllocation(QuantizationPlan plan, long bits, double harm) {

    /**
     * The one of least harm.
     *
     * @param layers what {@link Sensitivity#of} found
     * @param budget for the bits of all weights
     * @return nothing if even the smallest quantizers need more bits
     */
    public static Optional<BitAllocation> of(List<List<Sensitivity>> layers, long budget) {
        List<List<Option>> options = layers.stream()
                .map(layer -> layer.stream()
                        .map(found -> new Option((double) found.bits(), found.harm()))
                        .toList())
                .toList();
        return Allocation.solve(options, (double) budget).map(allocation -> of(layers, allocation));
    }

    private static BitAllocation of(List<List<Sensitivity>> layers, Allocation allocation) {
        SortedMap<String, WeightQuantizer> chosen = new TreeMap<>();
        long bits = 0;
        for (int i = 0; i < layers.size(); i++) {
            Sensitivity found = layers.get(i).get(allocation.choices().get(i));
            chosen.put(found.layer(), found.quantizer());
            bits += found.bits();
        }
        return new BitAllocation(
                new QuantizationPlan(UniformQuantizer.ofBits(Byte.SIZE), chosen), bits, allocation.harm());
    }
}
