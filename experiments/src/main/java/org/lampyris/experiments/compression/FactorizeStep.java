package org.lampyris.experiments.compression;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.lampyris.evaluation.compression.allocation.Allocation;
import org.lampyris.evaluation.compression.allocation.Option;
import org.lampyris.evaluation.compression.factorization.Choice;
import org.lampyris.evaluation.compression.factorization.Factorization;
import org.lampyris.evaluation.compression.factorization.RankChoices;
import org.lampyris.evaluation.compression.factorization.RankSearch;
import org.lampyris.evaluation.compression.factorization.Ranks;
import org.lampyris.evaluation.training.TrainingException;
import org.lampyris.evaluation.weights.WeightedNetwork;

/**
 * Splits layers into chains of low rank, their forms and ranks allocated under the latency that is aimed at, then
 * fine-tunes.
 */
final class FactorizeStep implements Step {
    @Override
    public Draft apply(Draft draft, Workbench bench) throws TrainingException, InterruptedException {
        OptionalDouble target = bench.targetMs();
        double before = bench.latency().applyAsDouble(draft.network().graph());
        if (target.isEmpty() || before <= target.getAsDouble()) {
            return draft;
        }
        Factorization factorization = new Factorization(draft.network());
        RankChoices choices = new RankSearch(bench.latency()).choices(factorization);
        List<List<Option>> options = choices.layers().stream()
                .map(layer -> layer.stream()
                        .map(choice -> new Option(choice.cost(), choice.harm()))
                        .toList())
                .toList();

        double budget = Math.max(0, target.getAsDouble() - choices.floor());
        // The cheapest choice of each layer costs nothing above the floor, so that there always is a solution.
        List<Integer> allocated =
                Allocation.solve(options, budget).orElseThrow().choices();
        List<Choice> chosen = new ArrayList<>();
        for (int i = 0; i < options.size(); i++) {
            chosen.add(choices.layers().get(i).get(allocated.get(i)));
        }
        Map<String, Ranks> ranks = RankChoices.ranks(chosen);
        if (ranks.isEmpty()) {
            return draft;
        }
        WeightedNetwork network = factorization.apply(ranks);
        WeightedNetwork tuned =
                bench.tuned(network, Map.of(), bench.settings().effort().epochs());
        double after = bench.latency().applyAsDouble(network.graph());
        long pairs = ranks.values().stream()
                .filter(r -> r.form() == Ranks.Form.SEPARABLE)
                .count();
        return bench.written(
                tuned,
                String.format(
                        Locale.ROOT,
                        "%d layers of low rank%s, predicted %.2fx faster%s; %d ranks refused as no faster",
                        ranks.size(),
                        pairs > 0 ? " (" + pairs + " as k x 1 and 1 x k)" : "",
                        before / after,
                        bench.missed(network.graph()),
                        choices.refused().size()));
    }
}
