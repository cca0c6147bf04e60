package org.lampyris.hardware;

import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.lampyris.hardware.latency.OperatorKey;
import org.lampyris.hardware.latency.OperatorKind;
import org.lampyris.hardware.latency.Primitive;
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

    /** Blocks whose input's channels are no multiple of 8, which vector units and layouts like. */
    static final String UNEVEN = "uneven";

    /** Thousands of values that such blocks read. */
    static final String UNEVEN_INPUTS = "uneven_inputs";

    private static final String MILLISECONDS = "_ms";
    private static final double THOUSAND = 1000;
    private static final int EVEN = 8;

    private NetworkFeatures() {}

    /**
     * The names of all. The name of a block's or an operator's kind counts them, within blocks and outside; that of a
     * block's kind with {@code _ms} is the milliseconds of such blocks alone.
     */
    static Set<String> names() {
        Set<String> names = new TreeSet<>(Set.of(START, BLOCKS, OUTSIDE, INPUTS, RESULTS, UNEVEN, UNEVEN_INPUTS));
        for (OperatorKind kind : OperatorKind.values()) {
            names.add(kind.word());
            if (kind.isBlock()) {
                names.add(milliseconds(kind));
            }
        }
        return names;
    }

    /** The milliseconds of blocks of one kind alone. */
    static String milliseconds(OperatorKind kind) {
        return kind.word() + MILLISECONDS;
    }

    /** Those of one segment that takes so long alone. */
    static SortedMap<String, Double> of(Segment segment, double aloneMs) {
        SortedMap<String, Double> features = new TreeMap<>();
        for (Primitive operator : segment.operators()) {
            features.merge(operator.key().kind().word(), 1.0, Double::sum);
        }
        if (segment.block().isEmpty()) {
            features.put(OUTSIDE, aloneMs);
            return features;
        }
        OperatorKey key = segment.block().get();
        TensorShape in = key.in();
        int stride = key.form().stride();
        double pixels = Math.ceil((double) in.height() / stride) * Math.ceil((double) in.width() / stride);
        features.put(BLOCKS, aloneMs);
        features.put(milliseconds(key.kind()), aloneMs);
        features.put(key.kind().word(), 1.0);
        features.put(INPUTS, in.elements() / THOUSAND);
        features.put(RESULTS, pixels * key.outChannels() / THOUSAND);
        if (in.channels() % EVEN != 0) {
            features.put(UNEVEN, 1.0);
            features.put(UNEVEN_INPUTS, in.elements() / THOUSAND);
        }
        return features;
    }
}
