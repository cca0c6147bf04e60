package org.lampyris.search.audit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.lampyris.search.Decorating;
import org.lampyris.search.EntropyReporting;
import org.lampyris.search.FreshArchitectures;
import org.lampyris.search.Proposal;
import org.lampyris.search.SearchStrategy;
import org.lampyris.search.Trial;
import org.lampyris.space.Architecture;
import org.lampyris.space.SearchSpace;

/**
 * A strategy with random proposals in between, where the schedule says so. The strategy is told of all trials. A random
 * proposal is drawn anew while it was proposed before, up to {@value #MAXIMUM_DRAWS} times, and trains for as many epochs
 * as the strategy's own last architecture that was new, so that the first looks at both compare.
 */
public final class AuditedStrategy implements Decorating {
    private static final int MAXIMUM_DRAWS = 100;

    /** Sets the random proposals apart from what the strategy draws with the same seed. */
    private static final long STREAM = 0x6175646974L;

    private final SearchStrategy audited;
    private final AuditSchedule schedule;
    private final FreshArchitectures fresh;
    private final SortedMap<Integer, Double> entropies = new TreeMap<>();
    private OptionalInt epochs = OptionalInt.empty();
    private int asked;

    public AuditedStrategy(SearchStrategy audited, SearchSpace space, AuditSchedule schedule, long seed) {
        this.audited = audited;
        this.schedule = schedule;
        this.fresh = new FreshArchitectures(space, new SplittableRandom(seed ^ STREAM), MAXIMUM_DRAWS);
    }

    @Override
    public List<Proposal> ask(int n) {
        List<Proposal> proposals = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            asked++;
            proposals.add(schedule.isRandom(asked) ? drawn() : own());
        }
        return proposals;
    }

    private Proposal own() {
        Proposal own = audited.ask(1).get(0);
        if (fresh.remove(own.architecture())) {
            epochs = own.epochs();
        }
        return own;
    }

    private Proposal drawn() {
        Decorating.find(audited, EntropyReporting.class).ifPresent(policy -> entropies.put(asked, policy.entropy()));
        Architecture drawn = fresh.sample();
        fresh.remove(drawn);
        return new Proposal(drawn, 0, epochs);
    }

    @Override
    public void tell(List<Trial> finished) {
        audited.tell(finished);
    }

    /**
     * The entropy of the audited strategy's policy when each of the random proposals was made, by the number of the
     * trial; nothing if it has no policy.
     */
    public SortedMap<Integer, Double> entropies() {
        return Collections.unmodifiableSortedMap(new TreeMap<>(entropies));
    }

    @Override
    public SearchStrategy decorated() {
        return audited;
    }
}
