package org.lampyris.evaluation.compression.trimming;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.Node;

/**
 * Finds out which channels of which layers must be removed together: those that additions, batch normalisations,
 * activations, poolings, depthwise convolutions and concatenations pass on or mix. A convolution of several groups loses
 * whole groups. The image's channels, the logits, and all that an operator without such a rule takes or makes are fixed.
 *
 * @see "DepGraph: Towards Any Structural Pruning (Fang et al. 2023), section 3"
 */
public final class ChannelGroups {
    private ChannelGroups() {}

    /** All groups, in the order of the nodes that make their channels. */
    public static List<ChannelGroup> of(NetworkGraph graph) {
        Map<Map<String, Integer>, List<SortedMap<String, List<Integer>>>> alike = new LinkedHashMap<>();
        for (SortedMap<String, List<Integer>> unit : units(graph)) {
            Map<String, Integer> form = new TreeMap<>();
            unit.forEach((node, channels) -> form.put(node, channels.size()));
            alike.computeIfAbsent(form, f -> new ArrayList<>()).add(unit);
        }
        List<ChannelGroup> groups = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        alike.forEach((form, units) -> {
            String maker = graph.nodes().stream()
                    .map(Node::name)
                    .filter(form::containsKey)
                    .findFirst()
                    .orElseThrow();
            String name = maker;
            for (int i = 2; !taken.add(name); i++) {
                name = maker + "~" + i;
            }
            SortedMap<String, List<List<Integer>>> channels = new TreeMap<>();
            form.keySet()
                    .forEach(node -> channels.put(
                            node, units.stream().map(unit -> unit.get(node)).toList()));
            groups.add(new ChannelGroup(name, channels));
        });
        return groups;
    }

    /** What can be removed at once: the channels by node, in the order of the first ones. */
    private static List<SortedMap<String, List<Integer>>> units(NetworkGraph graph) {
        ChannelTies ties = new ChannelTies(graph);
        Map<Integer, SortedMap<String, List<Integer>>> units = new LinkedHashMap<>();
        for (int node = 0; node < graph.nodes().size(); node++) {
            String name = graph.nodes().get(node).name();
            for (int channel = 0; channel < graph.shape(node).channels(); channel++) {
                if (!ties.isFixed(node, channel)) {
                    units.computeIfAbsent(ties.unit(node, channel), u -> new TreeMap<>())
                            .computeIfAbsent(name, n -> new ArrayList<>())
                            .add(channel);
                }
            }
        }
        return List.copyOf(units.values());
    }
}
