package org.lampyris.experiments.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.lampyris.evaluation.Metrics;
import org.lampyris.experiments.SampledLatencies;
import org.lampyris.experiments.config.RewardSettings;
import org.lampyris.search.reward.MnasNetReward;

/** What a reward aims at, and how it weighs latencies, in words. */
public final class RewardReport {
    private static final double MUCH_CHEAPER = 0.5;
    private static final double LITTLE_OVER = 1.1;
    private static final double MUCH_DEARER = 2;

    private final SampledLatencies sampled;
    private final OptionalDouble given;
    private final MnasNetReward reward;

    /** @param settings of the experiment, before they are resolved */
    public RewardReport(SampledLatencies sampled, RewardSettings settings) {
        RewardSettings resolved = sampled.resolve(settings);
        this.sampled = sampled;
        this.given = settings.targetMs();
        this.reward = new MnasNetReward(
                Metrics.LATENCY_MS,
                resolved.targetMs().orElseThrow(),
                resolved.alpha().orElseThrow(),
                resolved.beta().orElseThrow(),
                List.of());
    }

    /** Five lines. */
    public String text() {
        List<String> latencies = new ArrayList<>();
        quantiles().forEach((name, value) -> latencies.add(name + " " + figure(value)));
        return String.join(
                "\n",
                "latency  of " + sampled.sorted().size() + " sampled networks in ms: " + String.join(", ", latencies),
                String.format(Locale.ROOT, "target   %s ms, %s; %s", figure(reward.target()), source(), reach()),
                "reward   accuracy * (latency / target)^w; w is alpha up to the target and beta beyond",
                String.format(
                        Locale.ROOT,
                        "alpha    %s: half the target gains %.1f %% of the accuracy, the lowest of these latencies %.1f %%",
                        figure(reward.alpha()),
                        percent(MUCH_CHEAPER * reward.target()),
                        percent(Math.min(sampled.quantile(0), reward.target()))),
                String.format(
                        Locale.ROOT,
                        "beta     %s: 10 %% over the target loses %.0f %% of the accuracy, twice the target %.0f %%",
                        figure(reward.beta()),
                        -percent(LITTLE_OVER * reward.target()),
                        -percent(MUCH_DEARER * reward.target())),
                "");
    }

    /** The same for scripts. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("sampled", sampled.sorted().size());
        json.put("latency_ms", quantiles());
        json.put("target_ms", reward.target());
        json.put("target_from", source());
        json.put("share_within_target", within());
        json.put("alpha", reward.alpha());
        json.put("beta", reward.beta());
        json.put("weight_at_half_the_target", reward.weight(MUCH_CHEAPER * reward.target()));
        json.put("weight_at_10_percent_over", reward.weight(LITTLE_OVER * reward.target()));
        json.put("weight_at_twice_the_target", reward.weight(MUCH_DEARER * reward.target()));
        return json;
    }

    private Map<String, Double> quantiles() {
        Map<String, Double> quantiles = new LinkedHashMap<>();
        quantiles.put("lowest", sampled.quantile(0));
        for (int percent : new int[] {10, 25, 50, 75, 90}) {
            quantiles.put(percent + "%", sampled.quantile(percent / 100.0));
        }
        quantiles.put("highest", sampled.quantile(1));
        return quantiles;
    }

    private String source() {
        if (given.isPresent()) {
            return "as given";
        }
        return sampled.limit().isPresent() ? "the limit of the latency" : "the median of these networks";
    }

    private String reach() {
        double within = within();
        if (within == 0) {
            return "none of these networks is within it, so a search may find none";
        }
        return within == 1
                ? "all of these networks are within it, so it excludes nothing"
                : String.format(Locale.ROOT, "%.0f %% of these networks are within it", 100 * within);
    }

    private double within() {
        long count = sampled.sorted().stream()
                .filter(latency -> latency <= reward.target())
                .count();
        return (double) count / sampled.sorted().size();
    }

    private double percent(double latency) {
        return 100 * (reward.weight(latency) - 1);
    }

    private static String figure(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }
}
