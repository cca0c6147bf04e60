package org.lampyris.evaluation.compression.trimming;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Layers that lose channels together. Its units are what can be removed, one by one: a unit holds for each node of the
 * group the channels that go with it, mostly one.
 *
 * @param name of the first node that makes its channels; unique within the network
 * @param channels by node, for each unit the node's channels in it
 */
public record ChannelGroup(String name, SortedMap<String, List<List<Integer>>> channels) {
    public ChannelGroup {
        channels = Collections.unmodifiableSortedMap(new TreeMap<>(channels));
    }

    /** The number of units. */
    public int size() {
        return channels.values().iterator().next().size();
    }
}
