package org.lampyris.experiments.benchmark;

import java.util.Optional;

/**
 * What a proxy is worth.
 *
 * @param spearman rank correlation of its scores with trained accuracy
 * @param kendall the same as Kendall's tau-b
 * @param beyondMultiplyAdds Spearman's correlation with accuracy once what both share with the multiply-adds is taken
 *     out; empty for the multiply-adds themselves
 * @param milliseconds processor time of a score, the median
 */
public record ProxyQuality(
        String name, Estimate spearman, Estimate kendall, Optional<Estimate> beyondMultiplyAdds, double milliseconds) {}
