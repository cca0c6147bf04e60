package org.lampyris.experiments.benchmark;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import org.apache.commons.math3.stat.inference.MannWhitneyUTest;

/**
 * What a strategy came to over all seeds.
 *
 * @param outcomes one for each seed
 */
record StrategyScore(String name, List<TabularOutcome> outcomes) {
    StrategyScore {
        outcomes = List.copyOf(outcomes);
    }

    /** A mean and its standard error over the runs that reached a checkpoint. */
    record Mean(double mean, double error, int runs) {}

    /** Empty if no run came so far. */
    Optional<Mean> mean(int evaluations, ToDoubleFunction<Checkpoint> figure) {
        double[] values = values(evaluations, figure);
        if (values.length == 0) {
            return Optional.empty();
        }
        DescriptiveStatistics statistics = new DescriptiveStatistics(values);
        double deviation = values.length > 1 ? statistics.getStandardDeviation() : 0;
        return Optional.of(new Mean(statistics.getMean(), deviation / Math.sqrt(values.length), values.length));
    }

    double[] values(int evaluations, ToDoubleFunction<Checkpoint> figure) {
        return outcomes.stream()
                .flatMap(outcome -> outcome.at(evaluations).stream())
                .mapToDouble(figure)
                .toArray();
    }

    /** Mann and Whitney's two-sided p-value of a figure being as different from another strategy's by chance. */
    Optional<Double> difference(StrategyScore other, int evaluations, ToDoubleFunction<Checkpoint> figure) {
        double[] own = values(evaluations, figure);
        double[] others = other.values(evaluations, figure);
        return own.length == 0 || others.length == 0
                ? Optional.empty()
                : Optional.of(new MannWhitneyUTest().mannWhitneyUTest(own, others));
    }

    /** The runs that didn't come to the last checkpoint. */
    long collapsed(int evaluations) {
        return outcomes.stream()
                .filter(outcome -> outcome.at(evaluations).isEmpty())
                .count();
    }

    /** The share of the runs that recommend an optimal architecture at the end. */
    double optimal(int evaluations) {
        long optimal = outcomes.stream()
                .filter(outcome -> outcome.at(evaluations)
                        .filter(last -> last.regret() <= 0)
                        .isPresent())
                .count();
        return optimal / (double) outcomes.size();
    }

    /** The share of the samples that were new or deliberate further looks. */
    double paid() {
        double samples = outcomes.stream().mapToLong(TabularOutcome::samples).sum();
        return outcomes.stream()
                        .mapToLong(outcome -> outcome.evaluations().size())
                        .sum()
                / samples;
    }

    /** Milliseconds that the strategy itself took for an evaluation. */
    double milliseconds() {
        double nanoseconds =
                outcomes.stream().mapToLong(TabularOutcome::nanoseconds).sum();
        long evaluations = outcomes.stream()
                .mapToLong(outcome -> outcome.evaluations().size())
                .sum();
        return nanoseconds / 1e6 / Math.max(1, evaluations);
    }
}
