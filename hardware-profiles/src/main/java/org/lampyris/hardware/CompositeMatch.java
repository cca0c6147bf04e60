package org.lampyris.hardware;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lampyris.hardware.latency.Composite;
import org.lampyris.hardware.latency.OperatorKey;
import org.lampyris.hardware.latency.Precision;

/** Finds out whether a network has exactly the parts that a profile measured together. */
final class CompositeMatch {
    private CompositeMatch() {}

    /**
     * The first composite that holds all that stands outside of the middle blocks, and whose skips all have a block; parts
     * in other numbers than the usual ones gain nothing.
     */
    static Optional<Composite> of(List<Composite> composites, List<Segment> segments, Precision usual) {
        return composites.stream().filter(c -> matches(c, segments, usual)).findFirst();
    }

    private static boolean matches(Composite composite, List<Segment> segments, Precision usual) {
        List<OperatorKey> outside = new ArrayList<>(composite.operators());
        List<OperatorKey> skips = new ArrayList<>(composite.skips());
        for (Segment segment : segments) {
            if (segment.middle()) {
                segment.block().ifPresent(key -> skips.remove(key.skip().at(usual)));
            } else if (!segment.operators().stream()
                    .allMatch(operator -> outside.remove(operator.key().at(usual)))) {
                return false;
            }
        }
        return outside.isEmpty() && skips.isEmpty();
    }
}
