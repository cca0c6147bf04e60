package org.lampyris.search.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.lampyris.search.Trial;

/**
 * What an audit comes to.
 *
 * @param words the verdict in a plain sentence or two, with its figures
 */
public record Finding(Verdict verdict, String words) {
    /** The proposals that tell whether the strategy still finds new ones: enough that half of them aren't chance. */
    static final int RECENT = 20;

    /** Fewer recent proposals than this collapse for no reason but their number. */
    static final int FEWEST_RECENT = 10;

    /** A strategy that repeats itself more often than not spends its time on nothing. */
    static final double LEAST_NEW = 0.5;

    /** A decision of two choices this sure takes the likelier one 99.4 % of the time: nothing is sampled any more. */
    static final double LEAST_ENTROPY = 0.05;

    /** 8 of 40 trials tell a strategy that wins 3 of 4 comparisons from chance, 6 of 30 don't. */
    static final int ENOUGH = 8;

    static Finding of(AuditedTrials trials, Comparisons comparisons, OptionalDouble entropy) {
        return collapse(trials, entropy).orElseGet(() -> comparison(comparisons));
    }

    private static Optional<Finding> collapse(AuditedTrials trials, OptionalDouble entropy) {
        List<Trial> own = trials.own();
        List<Trial> recent = own.subList(Math.max(0, own.size() - RECENT), own.size());
        List<Trial> before = own.subList(0, own.size() - recent.size());
        if (recent.size() < FEWEST_RECENT) {
            return Optional.empty();
        }
        double fresh = AuditedTrials.newShare(recent);
        boolean sure = entropy.isPresent() && entropy.getAsDouble() < LEAST_ENTROPY;
        boolean repeatsRise = !before.isEmpty() && fresh < AuditedTrials.newShare(before);
        if (fresh >= LEAST_NEW && !(sure && repeatsRise)) {
            return Optional.empty();
        }
        String seen = String.format(
                Locale.ROOT, "%d of its last %d proposals are new", Math.round(fresh * recent.size()), recent.size());
        if (usedUp(trials.random(), recent.get(0).number())) {
            return Optional.of(new Finding(
                    Verdict.SPACE_USED_UP,
                    "The space is used up: " + seen + ", and random draws find hardly any either."));
        }
        String policy = entropy.isPresent()
                ? String.format(Locale.ROOT, ", the entropy of its policy is %.2f", entropy.getAsDouble())
                : "";
        return Optional.of(new Finding(
                Verdict.COLLAPSED,
                "The controller has collapsed: only " + seen + policy
                        + ". Make it explore more, or take another strategy or seed."));
    }

    /** Whether draws that were repeated until they found something new mostly didn't. */
    private static boolean usedUp(List<Trial> random, int from) {
        List<Trial> recent =
                random.stream().filter(trial -> trial.number() >= from).toList();
        return !recent.isEmpty() && AuditedTrials.newShare(recent) < LEAST_NEW;
    }

    private static Finding comparison(Comparisons comparisons) {
        Optional<Comparison> reward = comparisons.reward();
        if (reward.isEmpty()
                || Math.min(reward.get().own().size(), reward.get().random().size()) < ENOUGH) {
            return new Finding(
                    Verdict.TOO_FEW_TRIALS,
                    "Not enough trials to tell whether the controller beats random: that takes " + ENOUGH
                            + " architectures of its own and " + ENOUGH + " random ones.");
        }
        List<String> better = new ArrayList<>();
        List<String> rest = new ArrayList<>();
        boolean above = reward.get().beats().aboveChance();
        (above ? better : rest).add("has a higher reward than a random one with probability " + words(reward.get()));
        comparisons
                .front()
                .ifPresent(front -> (front.beats().aboveChance() ? better : rest)
                        .add("lies on a better front with probability " + words(front)));
        String subject = "one of its architectures ";
        if (!better.isEmpty()) {
            return new Finding(
                    Verdict.BEATS_RANDOM,
                    "The controller beats random: " + subject + String.join(" and ", better) + ".");
        }
        boolean worse = reward.get().beats().belowChance();
        return new Finding(
                Verdict.NO_BETTER_THAN_CHANCE,
                (worse ? "Worse than chance: " : "No better than chance, as far as these trials show: ")
                        + subject
                        + String.join(" and ", rest)
                        + (worse ? "." : ", where 0.5 is chance."));
    }

    private static String words(Comparison comparison) {
        BeatProbability beats = comparison.beats();
        return String.format(
                Locale.ROOT, "%.2f (95 %% interval %.2f to %.2f)", beats.estimate(), beats.low(), beats.high());
    }
}
