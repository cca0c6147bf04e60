package org.lampyris.experiments;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.lampyris.evaluation.NetworkPricing;
import org.lampyris.space.Architecture;
import org.lampyris.space.Decision;
import org.lampyris.space.NetworkSpace;

/** A few architectures in which each choice of each decision occurs; what remains is drawn from one fixed seed. */
final class ProfileCoverage {
    private static final long SEED = 1;

    private ProfileCoverage() {}

    /** @throws org.lampyris.input.InvalidInputException if the device's profile can't price one of them */
    static void check(NetworkSpace space, NetworkPricing pricing) {
        choices(space.decisions()).forEach(taken -> pricing.price(space.decode(space.architecture(taken))));
    }

    static List<List<Integer>> choices(List<Decision> decisions) {
        SplittableRandom random = new SplittableRandom(SEED);
        List<List<Integer>> all = new ArrayList<>();
        for (int d = 0; d < decisions.size(); d++) {
            for (int c = 0; c < decisions.get(d).choices().size(); c++) {
                Map<Integer, Set<Integer>> wanted = new HashMap<>();
                want(decisions, d, Set.of(c), wanted);
                List<Integer> taken = new ArrayList<>();
                for (int i = 0; i < decisions.size(); i++) {
                    Decision decision = decisions.get(i);
                    List<Integer> allowed =
                            wanted.getOrDefault(i, Set.of()).stream().sorted().toList();
                    int drawn = random.nextInt(
                            allowed.isEmpty() ? decision.choices().size() : allowed.size());
                    int choice = allowed.isEmpty() ? drawn : allowed.get(drawn);
                    taken.add(decision.applies(taken) ? choice : Architecture.INAPPLICABLE);
                }
                all.add(taken);
            }
        }
        return all;
    }

    private static void want(
            List<Decision> all, int decision, Set<Integer> choices, Map<Integer, Set<Integer>> wanted) {
        wanted.put(decision, choices);
        all.get(decision).conditions().forEach(c -> want(all, c.decision(), c.choices(), wanted));
    }
}
