package org.lampyris.hardware;

import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.lampyris.hardware.latency.OperatorKey;
import org.lampyris.hardware.latency.OperatorKind;
import org.lampyris.space.graph.TensorShape;

/** What a {@link NetworkCorrection} is made of. */
final class NetworkFeatures {
    /** 1 a network. */
    static final String START = "start";

    /** The milliseconds of blocks alone. */
    static final String BLOCKS = "blocks";

    /** The milliseconds of operators outside of blocks alone. */
    static final String OUTSIDE = "outside";

    /** Thousands of values that blocks read. */
    static final String INPUTS = "inputs";

    /** Thousands of values that blocks give. */
    static final String RESULTS = "results";

    private static final double THOUSAND = 1000;

    private NetworkFeatures() {}

    /** The names of all. The name of a block's kind counts such blocks. */
    static Set<String> names() {
        Set<String> names = new TreeSet<>(Set.of(START, BLOCKS, OUTSIDE, INPUTS, RESULTS));
        for (OperatorKind kind : OperatorKind.values()) {
            if (kind.isBlock()) {
                names.add(kind.word());
            }
        }
        return names;
    }

    /** Those of one segment that takes so long alone. */
    static SortedMap<String, Double> of(Segment segment, double aloneMs) {
        SortedMap<String, Double> features = new TreeMap<>();
        if (segment.block().isEmpty()) {
            features.put(OUTSIDE, aloneMs);
            return features;
        }
        OperatorKey key = segment.block().get();
        TensorShape in = key.in();
        int stride = key.form().stride();
        double pixels = Math.ceil((double) in.height() / stride) * Math.ceil((double) in.width() / stride);
        features.put(BLOCKS, aloneMs);
        features.put(key.kind().word(), 1.0);
        features.put(INPUTS, in.elements() / THOUSAND);
        features.put(RESULTS, pixels * key.outChannels() / THOUSAND);
        return features;
    }
}
