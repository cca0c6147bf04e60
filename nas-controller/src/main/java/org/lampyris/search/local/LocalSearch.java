package org.lampyris.search.local;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.lampyris.evaluation.EvaluationResult.Lost;
import org.lampyris.search.FreshArchitectures;
import org.lampyris.search.Proposal;
import org.lampyris.search.SearchStrategy;
import org.lampyris.search.Trial;
import org.lampyris.space.Architecture;
import org.lampyris.space.SearchSpace;

/**
 * Local search with restarts. The first climb starts at the best of a few random architectures. A climb proposes the
 * neighbours of where it is in random order and moves to the first that earned a higher reward. Where no neighbour did,
 * the next climb starts at a random architecture. While results are outstanding and no neighbour is left to propose,
 * starts of the next climb are drawn ahead; it begins at the best of them.
 *
 * <p>Results are remembered, so a climb passes known neighbours without proposing them again. A draw that was proposed
 * before is drawn anew, up to {@value #MAXIMUM_DRAWS} times; then a neighbour of an earlier proposal takes its place;
 * where all of these were proposed, so is it, again.
 *
 * @see <a href="https://arxiv.org/abs/2005.02960">White et al., Exploring the Loss Landscape in Neural Architecture
 *     Search, 2021</a>
 */
public final class LocalSearch implements SearchStrategy {
    private static final int MAXIMUM_DRAWS = 100;

    private final SearchSpace space;
    private final Settings settings;
    private final RandomGenerator random;
    private final FreshArchitectures fresh;
    private final Map<String, Trial> told = new HashMap<>();
    private final Deque<Architecture> unsurrounded = new ArrayDeque<>();
    private final List<Trial> starts = new ArrayList<>();
    private final Deque<Architecture> neighbours = new ArrayDeque<>();
    private final Set<String> outstanding = new HashSet<>();
    private Optional<Trial> here = Optional.empty();

    /** @param starts random architectures, at least 1; the first climb starts at the best of them */
    public record Settings(int starts) {
        public static final Settings DEFAULT = new Settings(10);

        public Settings {
            if (starts < 1) {
                throw new IllegalArgumentException("a climb can't start at the best of " + starts);
            }
        }
    }

    public LocalSearch(SearchSpace space, Settings settings, long seed) {
        this.space = space;
        this.settings = settings;
        this.random = new SplittableRandom(seed);
        this.fresh = new FreshArchitectures(space, random, MAXIMUM_DRAWS);
    }

    @Override
    public List<Proposal> ask(int n) {
        List<Proposal> proposals = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            proposals.add(Proposal.of(neighbours.isEmpty() ? drawn() : neighbour()));
        }
        return proposals;
    }

    private Architecture neighbour() {
        Architecture next = neighbours.removeFirst();
        outstanding.add(next.id());
        return propose(next);
    }

    private Architecture drawn() {
        Architecture drawn = fresh.sample();
        return propose(fresh.contains(drawn) ? drawn : nextToKnown().orElse(drawn));
    }

    /** A neighbour of what was proposed; empty if they all were proposed. */
    private Optional<Architecture> nextToKnown() {
        while (!unsurrounded.isEmpty()) {
            List<Architecture> left = unproposed(space.neighbours(unsurrounded.getFirst()));
            if (!left.isEmpty()) {
                return Optional.of(left.get(random.nextInt(left.size())));
            }
            unsurrounded.removeFirst();
        }
        return Optional.empty();
    }

    private Architecture propose(Architecture next) {
        if (fresh.remove(next)) {
            unsurrounded.addLast(next);
        }
        return next;
    }

    @Override
    public void tell(List<Trial> finished) {
        for (Trial trial : finished) {
            boolean climbing = outstanding.remove(trial.architecture().id());
            if (!(trial.result() instanceof Lost)) {
                told.putIfAbsent(trial.architecture().id(), trial);
                learn(trial, climbing);
            }
            goOn();
        }
    }

    private void learn(Trial trial, boolean climbing) {
        if (!climbing) {
            starts.add(trial);
        } else if (here.filter(centre -> trial.reward() > centre.reward()).isPresent()) {
            climb(trial);
        }
    }

    /** Starts climbs until one has something to propose, or nothing is left to start at. */
    private void goOn() {
        while (neighbours.isEmpty()
                && outstanding.isEmpty()
                && starts.size() >= (here.isEmpty() ? settings.starts() : 1)) {
            Trial start = starts.stream()
                    .max(Comparator.comparingDouble(Trial::reward))
                    .orElseThrow();
            starts.clear();
            climb(start);
        }
    }

    /** Moves to a trial and on to the best known neighbour as long as there is a better one. */
    private void climb(Trial trial) {
        Trial top = trial;
        List<Architecture> around = space.neighbours(top.architecture());
        for (Optional<Trial> next = better(top, around); next.isPresent(); next = better(top, around)) {
            top = next.get();
            around = space.neighbours(top.architecture());
        }
        here = Optional.of(top);
        List<Architecture> left = new ArrayList<>(unproposed(around));
        neighbours.clear();
        while (!left.isEmpty()) {
            neighbours.add(left.remove(random.nextInt(left.size())));
        }
    }

    private Optional<Trial> better(Trial trial, List<Architecture> around) {
        return around.stream()
                .flatMap(neighbour -> Optional.ofNullable(told.get(neighbour.id())).stream())
                .filter(neighbour -> neighbour.reward() > trial.reward())
                .max(Comparator.comparingDouble(Trial::reward));
    }

    /** Those that weren't proposed, one of each id. */
    private List<Architecture> unproposed(List<Architecture> architectures) {
        Set<String> seen = new HashSet<>();
        return architectures.stream()
                .filter(architecture -> fresh.contains(architecture) && seen.add(architecture.id()))
                .toList();
    }
}
