package org.lampyris.hardware.latency;

import java.util.List;
import java.util.stream.Stream;

/**
 * Parts of a network that were measured together only.
 *
 * @param name what they are, e.g. {@code stem, head and skips}
 * @param operators the operators outside of the network's middle blocks, all of them
 * @param skips the skips over middle blocks that the measurement holds
 */
public record Composite(String name, List<OperatorKey> operators, List<OperatorKey> skips, Measurement measured) {
    public Composite {
        operators = List.copyOf(operators);
        skips = List.copyOf(skips);
        if (operators.isEmpty() && skips.isEmpty()) {
            throw new IllegalArgumentException(name + " has no parts");
        }
    }

    /** Whether all parts were measured at that precision. */
    boolean isAt(Precision precision) {
        return Stream.concat(operators.stream(), skips.stream()).allMatch(key -> key.precision() == precision);
    }
}
