package org.lampyris.evaluation.compression.trimming;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.lampyris.evaluation.weights.WeightedNetwork;
import org.lampyris.hardware.CostModel;
import org.lampyris.space.graph.NetworkGraph;

/**
 * Removes channels step by step until a network is cheap enough on a device. For each step every {@link ChannelGroup}
 * proposes to lose its least important units, as many as save a least amount by the device's own prices; one proposal is
 * taken. Without a judge that is the one that saves most for its harm, the logarithm of the importance that its group
 * had over what it keeps: parts of groups can be compared, norms of different layers can't, and the more a group has lost
 * the more the next channels count. Importance is measured once, on the network as it came. With a judge it is the least
 * harmful proposal. Widths stay multiples of 4 or 8 where the group is that wide, unless the target takes others. The weights that stay are not trained; to train in between, trim in several stages.
 *
 * @see "NetAdapt: Platform-Aware Neural Network Adaptation for Mobile Applications (Yang et al. 2018), algorithm 1"
 * @see "CompactNet: Platform-Aware Automatic Optimization for Convolutional Neural Networks (Li et al. 2019)"
 */
public final class StepwiseTrimming {
    private final ToDoubleFunction<NetworkGraph> cost;
    private final Importance importance;
    private final Optional<Judge> judge;

    /**
     * @param cost deterministic, e.g. {@link #latency}; proposals that don't lower it are not made
     */
    public StepwiseTrimming(ToDoubleFunction<NetworkGraph> cost, Importance importance) {
        this(cost, importance, Optional.empty());
    }

    private StepwiseTrimming(ToDoubleFunction<NetworkGraph> cost, Importance importance, Optional<Judge> judge) {
        this.cost = cost;
        this.importance = importance;
        this.judge = judge;
    }

    /** The same, but a judge chooses between the groups; importance still chooses within them. */
    public StepwiseTrimming judgedBy(Judge other) {
        return new StepwiseTrimming(cost, importance, Optional.of(other));
    }

    /** Milliseconds on a device. */
    public static ToDoubleFunction<NetworkGraph> latency(CostModel device) {
        return graph -> device.estimate(graph).latencyMs();
    }

    /** @throws org.lampyris.input.InvalidInputException if a part has no price */
    public Trimmed run(WeightedNetwork network, TrimmingSettings settings) {
        return new Run(network, settings).toTarget();
    }

    /** A step that may be taken. */
    private record Proposal(RankedGroup group, int kept, double cost, double harm, double score) {}

    private final class Run {
        private final WeightedNetwork network;
        private final TrimmingSettings settings;
        private final Trimming trimming;
        private final List<RankedGroup> groups = new ArrayList<>();
        private final Map<String, Integer> kept = new HashMap<>();
        private final double before;
        private double current;
        /** Whether widths are multiples, as long as that is possible. */
        private boolean even = true;

        Run(WeightedNetwork network, TrimmingSettings settings) {
            this.network = network;
            this.settings = settings;
            this.trimming = new Trimming(network.graph());
            for (ChannelGroup group : trimming.groups()) {
                groups.add(RankedGroup.of(group, importance.units(network, group)));
                kept.put(group.name(), group.size());
            }
            this.before = cost.applyAsDouble(network.graph());
            this.current = before;
        }

        Trimmed toTarget() {
            List<Trimmed.Step> steps = new ArrayList<>();
            while (current > settings.target()) {
                Optional<Proposal> best = best();
                if (best.isEmpty() && even) {
                    even = false;
                    continue;
                }
                if (best.isEmpty()) {
                    break;
                }
                Proposal taken = best.get();
                String name = taken.group().group().name();
                steps.add(new Trimmed.Step(name, keptOf(name), taken.kept(), taken.cost(), taken.harm()));
                kept.put(name, taken.kept());
                current = taken.cost();
            }
            return new Trimmed(
                    trimming.without(removed(kept), network.weights()),
                    steps,
                    before,
                    current,
                    current <= settings.target());
        }

        /** The proposal with the highest score, the first one of equals. */
        private Optional<Proposal> best() {
            Proposal best = null;
            for (RankedGroup group : groups) {
                Proposal proposal = propose(group).orElse(null);
                if (proposal != null && (best == null || proposal.score() > best.score())) {
                    best = proposal;
                }
            }
            return Optional.ofNullable(best);
        }

        private Optional<Proposal> propose(RankedGroup group) {
            int from = keptOf(group.group().name());
            int least = group.least(settings.leastShare(), even);
            double price = current;
            int to = from;
            while (to > least && current - price < settings.leastGain() * before + Math.ulp(before)) {
                to = group.next(to, least, even);
                price = cost.applyAsDouble(trimming.without(removed(with(group, to))));
            }
            return price < current ? Optional.of(proposal(group, from, to, price)) : Optional.empty();
        }

        private Proposal proposal(RankedGroup group, int from, int to, double price) {
            if (judge.isPresent()) {
                double harm = judge.get().harm(trimming.without(removed(with(group, to)), network.weights()));
                return new Proposal(group, to, price, harm, -harm);
            }
            double lost = group.lost(from, to);
            return new Proposal(group, to, price, lost, lost > 0 ? (current - price) / lost : Double.POSITIVE_INFINITY);
        }

        private int keptOf(String group) {
            return kept.getOrDefault(group, 0);
        }

        private Map<String, Integer> with(RankedGroup group, int units) {
            Map<String, Integer> changed = new HashMap<>(kept);
            changed.put(group.group().name(), units);
            return changed;
        }

        private Map<String, List<Integer>> removed(Map<String, Integer> widths) {
            Map<String, List<Integer>> removed = new HashMap<>();
            for (RankedGroup group : groups) {
                String name = group.group().name();
                removed.put(
                        name,
                        group.removed(widths.getOrDefault(name, group.group().size())));
            }
            return removed;
        }
    }
}
