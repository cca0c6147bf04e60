package org.lampyris.experiments.benchmark;

import java.util.Optional;
import org.lampyris.evaluation.Metrics;

/** What one proxy said of a sample of networks, and how long it took over each. */
final class ProxyScores {
    private final String name;
    private final double[] values;
    private final double milliseconds;

    /** @param milliseconds the median */
    ProxyScores(String name, double[] values, double milliseconds) {
        this.name = name;
        this.values = values;
        this.milliseconds = milliseconds;
    }

    /**
     * Holds the scores against accuracies.
     *
     * @param networks the indices of those that were trained
     * @param accuracies of these
     * @param multiplyAdds of these
     * @param seed of the intervals
     */
    ProxyQuality quality(int[] networks, double[] accuracies, double[] multiplyAdds, long seed) {
        double[] own = RankCorrelation.at(networks, values);
        Estimate spearman = Estimate.bootstrap(
                own.length,
                drawn ->
                        RankCorrelation.spearman(RankCorrelation.at(drawn, own), RankCorrelation.at(drawn, accuracies)),
                seed);
        Estimate kendall = Estimate.bootstrap(
                own.length,
                drawn -> RankCorrelation.kendall(RankCorrelation.at(drawn, own), RankCorrelation.at(drawn, accuracies)),
                seed);
        Estimate beyond = Estimate.bootstrap(
                own.length,
                drawn -> RankCorrelation.partial(
                        RankCorrelation.at(drawn, own),
                        RankCorrelation.at(drawn, accuracies),
                        RankCorrelation.at(drawn, multiplyAdds)),
                seed);
        boolean itself = name.equals(Metrics.MULTIPLY_ADDS);
        return new ProxyQuality(name, spearman, kendall, itself ? Optional.empty() : Optional.of(beyond), milliseconds);
    }
}
