package org.lampyris.search.halving;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.lampyris.evaluation.Objective;
import org.lampyris.search.Decorating;
import org.lampyris.search.Proposal;
import org.lampyris.search.SearchStrategy;
import org.lampyris.search.Trial;
import org.lampyris.space.Architecture;

/**
 * Asynchronous successive halving around another strategy. What that one proposes is trained for the few epochs of the
 * lowest rung. Of the trials of a rung the best 1 / eta are trained on, for the epochs of the next one, and so on up to
 * the whole plan; whoever may be promoted is, before anything new begins, from the highest rung downwards. Nothing waits
 * for a rung to fill, so some are promoted that would not be if all were known.
 *
 * <p>With one objective the best have the highest rewards; with several they have the lowest non-dominated ranks, within
 * a rank the largest crowding distances, then the highest rewards. Trials that are infeasible, failed, timed out or lost
 * are never promoted.
 *
 * <p>The other strategy is told of every trial, so that it learns of a promoted network once a rung. A network that it
 * proposes again is proposed for as many epochs as it is known to have, which costs nothing; its further looks at a
 * network are trained by the whole plan.
 *
 * @see <a href="https://arxiv.org/abs/1502.07943">Jamieson and Talwalkar, Non-stochastic Best Arm Identification and
 *     Hyperparameter Optimization, 2016, section 3</a>
 * @see <a href="https://arxiv.org/abs/1810.05934">Li et al., A System for Massively Parallel Hyperparameter Tuning,
 *     2020, algorithm 2</a>
 * @see <a href="https://arxiv.org/abs/2106.12639">Schmucker et al., Multi-objective Asynchronous Successive Halving,
 *     2021, section 3</a>
 */
public final class SuccessiveHalving implements Decorating {
    private final SearchStrategy inner;
    private final List<Integer> epochs;
    private final List<Rung> rungs = new ArrayList<>();
    private final List<Asked> outstanding = new ArrayList<>();
    private final Map<String, Integer> furthest = new HashMap<>();

    /** @param rung the number of epochs is that of this rung; the one above the last is the whole plan */
    private record Asked(Proposal proposal, OptionalInt rung) {}

    /**
     * @param objectives what the best are the best in
     * @param epochs of the rungs below the whole plan, increasing
     * @param eta one of so many is promoted, at least 2
     */
    public SuccessiveHalving(SearchStrategy inner, List<Objective> objectives, List<Integer> epochs, int eta) {
        this.inner = inner;
        this.epochs = List.copyOf(epochs);
        if (objectives.isEmpty() || epochs.isEmpty() || eta < 2) {
            throw new IllegalArgumentException("no halving: " + epochs + " epochs, eta " + eta);
        }
        int before = 0;
        for (int each : epochs) {
            if (each <= before) {
                throw new IllegalArgumentException("the rungs' epochs must increase, not be " + epochs);
            }
            before = each;
            rungs.add(new Rung(List.copyOf(objectives), eta));
        }
    }

    @Override
    public List<Proposal> ask(int n) {
        List<Proposal> proposals = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            Asked next = promoted().orElseGet(this::begun);
            outstanding.add(next);
            proposals.add(next.proposal());
        }
        return proposals;
    }

    private Optional<Asked> promoted() {
        for (int rung = rungs.size() - 1; rung >= 0; rung--) {
            Optional<Trial> best = rungs.get(rung).promote();
            if (best.isPresent()) {
                return Optional.of(at(rung + 1, best.get().architecture()));
            }
        }
        return Optional.empty();
    }

    private Asked begun() {
        Proposal proposed = inner.ask(1).get(0);
        if (proposed.look() > 0 || proposed.epochs().isPresent()) {
            return new Asked(proposed, OptionalInt.empty());
        }
        return at(furthest.getOrDefault(proposed.architecture().id(), 0), proposed.architecture());
    }

    private Asked at(int rung, Architecture architecture) {
        Proposal whole = Proposal.of(architecture);
        return new Asked(rung < epochs.size() ? whole.withEpochs(epochs.get(rung)) : whole, OptionalInt.of(rung));
    }

    @Override
    public void tell(List<Trial> finished) {
        for (Trial trial : finished) {
            asked(trial.architecture()).ifPresent(rung -> enter(trial, rung));
            inner.tell(List.of(trial));
        }
    }

    @Override
    public SearchStrategy decorated() {
        return inner;
    }

    private void enter(Trial trial, int rung) {
        furthest.merge(trial.architecture().id(), rung, Math::max);
        if (rung < rungs.size()) {
            rungs.get(rung).add(trial);
        }
    }

    /** The rung that a told trial was asked for; empty if it has none, or was asked for by somebody else. */
    private OptionalInt asked(Architecture architecture) {
        for (Iterator<Asked> each = outstanding.iterator(); each.hasNext(); ) {
            Asked next = each.next();
            if (next.proposal().architecture().equals(architecture)) {
                each.remove();
                return next.rung();
            }
        }
        return OptionalInt.empty();
    }
}
