package org.lampyris.hardware;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What whole networks take other than the sum of their parts measured alone: parts that run one after the other don't
 * bring their inputs into the runtime's layout each time, and a run has a start of its own. Linear in {@link
 * NetworkFeatures}.
 *
 * @param coefficients by feature
 * @param networks how many measured networks it was fitted to
 * @param errorPercent the mean absolute error for networks that weren't fitted (five-fold cross-validation)
 * @param from where they are from, as {@code profile measure} names it; empty where that isn't told
 * @param fitted the ids of those networks, so that nobody checks the fit with them
 */
public record NetworkCorrection(
        SortedMap<String, Double> coefficients, int networks, double errorPercent, String from, List<String> fitted) {
    /** What a part costs at least, as a share of what it costs alone. */
    private static final double LEAST_SHARE = 0.05;

    public NetworkCorrection {
        coefficients = Collections.unmodifiableSortedMap(new TreeMap<>(coefficients));
        fitted = List.copyOf(fitted);
    }

    /** The milliseconds of a network apart from its segments. */
    double startMs() {
        return Math.max(0, coefficients.getOrDefault(NetworkFeatures.START, 0.0));
    }

    /** By what the parts of a segment that take so long alone are multiplied within a network. */
    double factor(Segment segment, double aloneMs) {
        if (!(aloneMs > 0)) {
            return 1;
        }
        double[] within = {0};
        NetworkFeatures.of(segment, aloneMs)
                .forEach((name, value) -> within[0] += coefficients.getOrDefault(name, 0.0) * value);
        return Math.max(LEAST_SHARE, within[0] / aloneMs);
    }
}
