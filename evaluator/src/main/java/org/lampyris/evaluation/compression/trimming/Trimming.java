package org.lampyris.evaluation.compression.trimming;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lampyris.evaluation.compression.surgery.ChannelSlicing;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.evaluation.weights.WeightedNetwork;
import org.lampyris.space.graph.NetworkGraph;

/**
 * Networks without some of their channels. The other weights stay as they are: if the removed channels were zero
 * wherever they were used, the outputs don't change but for rounding.
 */
public final class Trimming {
    private final NetworkGraph graph;
    private final Map<String, ChannelGroup> groups = new LinkedHashMap<>();
    private final Map<String, Integer> indices = new HashMap<>();

    public Trimming(NetworkGraph graph) {
        this.graph = graph;
        ChannelGroups.of(graph).forEach(group -> groups.put(group.name(), group));
        for (int i = 0; i < graph.nodes().size(); i++) {
            indices.put(graph.nodes().get(i).name(), i);
        }
    }

    /** The groups of the network that this was made for. */
    public List<ChannelGroup> groups() {
        return List.copyOf(groups.values());
    }

    /**
     * The network without some units.
     *
     * @param removed by the group's name, which of its units go; a node that loses all channels vanishes
     * @throws IllegalArgumentException if there is no such group or unit, or a layer is left without any input
     */
    public NetworkGraph without(Map<String, ? extends Collection<Integer>> removed) {
        return new ChannelSlicing(graph, kept(removed)).graph();
    }

    /** The same with the weights that the whole network has. */
    public WeightedNetwork without(Map<String, ? extends Collection<Integer>> removed, NetworkWeights weights) {
        return new ChannelSlicing(graph, kept(removed)).of(weights);
    }

    private List<BitSet> kept(Map<String, ? extends Collection<Integer>> removed) {
        List<BitSet> kept = new ArrayList<>();
        for (int i = 0; i < graph.nodes().size(); i++) {
            BitSet all = new BitSet();
            all.set(0, graph.shape(i).channels());
            kept.add(all);
        }
        removed.forEach((name, units) -> {
            ChannelGroup group = groups.get(name);
            if (group == null) {
                throw new IllegalArgumentException("there is no group " + name);
            }
            for (int unit : units) {
                if (unit < 0 || unit >= group.size()) {
                    throw new IllegalArgumentException("the group " + name + " has no unit " + unit);
                }
                group.channels()
                        .forEach((node, channels) ->
                                channels.get(unit).forEach(kept.get(indices.getOrDefault(node, 0))::clear));
            }
        });
        return kept;
    }
}
