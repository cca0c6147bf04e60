package org.lampyris.evaluation.measuring;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.lampyris.hardware.Segments;
import org.lampyris.hardware.latency.OperatorKey;
import org.lampyris.hardware.latency.Precision;
import org.lampyris.space.Architecture;
import org.lampyris.space.NetworkSpace;
import org.lampyris.space.graph.CanonicalForm;
import org.lampyris.space.graph.NetworkGraph;

/**
 * What to measure for the networks of a space: their blocks and operators, the most frequent ones first, and whole
 * networks spread among them, so that any beginning of it makes a profile. All have plain weights: what differs is the
 * precision.
 */
public final class ProbePlan {
    private static final int SAMPLES = 4_000;

    private final NetworkSpace space;
    private final String hash;
    private final long seed;

    /**
     * @param hash tells the space from others
     * @param seed which networks are drawn
     */
    public ProbePlan(NetworkSpace space, String hash, long seed) {
        this.space = space;
        this.hash = hash;
        this.seed = seed;
    }

    /**
     * @param networks how many whole ones
     * @param precisions blocks and operators are measured in each, networks in the first
     */
    public List<Probe> probes(int networks, List<Precision> precisions) {
        List<Probe> parts = new ArrayList<>();
        for (Precision precision : precisions) {
            parts.addAll(parts(precision));
        }
        List<Probe> whole = networks(networks, precisions.get(0), Set.of());
        List<Probe> all = new ArrayList<>();
        int taken = 0;
        for (int i = 0; i < parts.size(); i++) {
            while (taken < whole.size() && taken * (long) parts.size() <= i * (long) whole.size()) {
                all.add(whole.get(taken++));
            }
            all.add(parts.get(i));
        }
        all.addAll(whole.subList(taken, whole.size()));
        return all;
    }

    /** Different networks, drawn from the space. */
    public List<Probe> networks(int count, Precision precision, Set<String> without) {
        SplittableRandom random = new SplittableRandom(seed);
        Set<String> seen = new HashSet<>(without);
        List<Probe> networks = new ArrayList<>();
        for (int tries = 0; networks.size() < count && tries < 50 * count; tries++) {
            Architecture drawn = space.sample(random);
            NetworkGraph graph = space.decode(drawn);
            NetworkGraph plain = graph.withoutFormats();
            boolean formatted = !graph.formats().isEmpty();
            if (seen.add(formatted ? CanonicalForm.id(plain) : drawn.id())) {
                networks.add(new Probe.Network(hash, drawn.choices(), plain, precision));
            }
        }
        return networks;
    }

    private List<Probe> parts(Precision precision) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<OperatorKey, Integer> counts = new LinkedHashMap<>();
        for (int i = 0; i < SAMPLES; i++) {
            NetworkGraph graph = space.decode(space.sample(random)).withoutFormats();
            Segments.keys(graph, precision).forEach(key -> counts.merge(key, 1, Integer::sum));
        }
        return counts.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<OperatorKey, Integer> e) -> -e.getValue()))
                .map(e -> (Probe) new Probe.Part(e.getKey()))
                .toList();
    }
}
