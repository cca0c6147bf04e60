package org.lampyris.search.reinforce;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lampyris.evaluation.ArchitecturePricing;
import org.lampyris.evaluation.Metrics;
import org.lampyris.evaluation.Objective;
import org.lampyris.search.Digits;
import org.lampyris.search.SearchProblem;
import org.lampyris.search.reward.MnasNetReward;

/**
 * A space of six digits from 0 to 3, of which larger ones take longer, and need more memory the farther behind they are.
 */
final class Priced {
    static final Digits SPACE = new Digits(6, List.of("0", "1", "2", "3"));
    static final Objective ACCURACY = Objective.maximize(Metrics.ACCURACY);
    static final Objective LATENCY = Objective.minimize(Metrics.LATENCY_MS);
    static final Objective RAM = Objective.minimize(Metrics.RAM_BYTES);

    private Priced() {}

    static double accuracy(List<Integer> choices) {
        double quality = 0;
        for (int i = 0; i < choices.size(); i++) {
            quality += Math.sqrt(choices.get(i)) * (i % 3 + 1);
        }
        return quality / (6 + quality);
    }

    static Metrics price(List<Integer> choices) {
        double latency = 1;
        double ram = 10;
        for (int i = 0; i < choices.size(); i++) {
            latency += choices.get(i);
            ram += choices.get(i) * (i + 1);
        }
        return Metrics.of(Map.of(Metrics.LATENCY_MS, latency, Metrics.RAM_BYTES, ram));
    }

    static double latency(List<Integer> choices) {
        return price(choices).get(Metrics.LATENCY_MS);
    }

    static SearchProblem problem(Objective... costs) {
        return problem(Priced::price, costs);
    }

    static SearchProblem problem(ArchitecturePricing pricing, Objective... costs) {
        List<Objective> objectives = new ArrayList<>(List.of(ACCURACY));
        objectives.addAll(List.of(costs));
        return new SearchProblem(SPACE, objectives, pricing, MnasNetReward.soft(Metrics.LATENCY_MS, 8, objectives));
    }
}
