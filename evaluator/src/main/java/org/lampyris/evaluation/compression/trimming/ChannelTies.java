package org.lampyris.evaluation.compression.trimming;

import java.util.Arrays;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.Node;
import org.lampyris.space.graph.Operator;
import org.lampyris.space.graph.Operator.Activation;
import org.lampyris.space.graph.Operator.Addition;
import org.lampyris.space.graph.Operator.BatchNormalization;
import org.lampyris.space.graph.Operator.Clip;
import org.lampyris.space.graph.Operator.Concatenation;
import org.lampyris.space.graph.Operator.Convolution;
import org.lampyris.space.graph.Operator.Dense;
import org.lampyris.space.graph.Operator.GlobalAveragePooling;
import org.lampyris.space.graph.Operator.LeakyRelu;
import org.lampyris.space.graph.Operator.Pooling;

/**
 * Which channels of a network stand or fall together: a disjoint-set forest over the output channels of all nodes, and
 * one element more for what must stay.
 */
final class ChannelTies {
    private final NetworkGraph graph;
    /** The place of each node's first channel. */
    private final int[] offsets;

    private final int[] parents;
    private final int fixed;

    ChannelTies(NetworkGraph graph) {
        this.graph = graph;
        int size = graph.nodes().size();
        this.offsets = new int[size + 1];
        for (int i = 0; i < size; i++) {
            offsets[i + 1] = Math.addExact(offsets[i], graph.shape(i).channels());
        }
        this.fixed = offsets[size];
        this.parents = new int[fixed + 1];
        Arrays.setAll(parents, i -> i);
        fix(0);
        fix(size - 1);
        for (int i = 1; i < size; i++) {
            tie(i);
        }
    }

    boolean isFixed(int node, int channel) {
        return find(offsets[node] + channel) == find(fixed);
    }

    /** The same number for all channels that are tied, the place of the first of them. */
    int unit(int node, int channel) {
        return find(offsets[node] + channel);
    }

    private void tie(int index) {
        Node node = graph.nodes().get(index);
        Operator operator = node.operator();
        if (operator instanceof Dense) {
            return;
        }
        if (operator instanceof Convolution convolution) {
            tieGroups(index, convolution);
        } else if (operator instanceof Concatenation) {
            int offset = 0;
            for (int input : node.inputs()) {
                tie(input, index, offset);
                offset += graph.shape(input).channels();
            }
        } else if (operator instanceof Addition
                || operator instanceof BatchNormalization
                || keepsZero(operator)
                || operator instanceof Pooling
                || operator instanceof GlobalAveragePooling) {
            node.inputs().forEach(input -> tie(input, index, 0));
        } else {
            node.inputs().forEach(this::fix);
            fix(index);
        }
    }

    /** Functions that leave a channel of zeros as it is; others would give what comes after it something without it. */
    private static boolean keepsZero(Operator operator) {
        return operator instanceof LeakyRelu
                || (operator instanceof Activation activation && activation.function() != Activation.Function.SIGMOID)
                || (operator instanceof Clip clip && clip.low() <= 0 && clip.high() >= 0);
    }

    /** Each channel of a node with that of another after an offset. */
    private void tie(int from, int to, int offset) {
        for (int channel = 0; channel < graph.shape(from).channels(); channel++) {
            union(offsets[from] + channel, offsets[to] + offset + channel);
        }
    }

    /** A convolution of several groups loses whole groups: a depthwise one a channel each. */
    private void tieGroups(int index, Convolution convolution) {
        if (convolution.groups() == 1) {
            return;
        }
        int input = graph.nodes().get(index).inputs().get(0);
        int perGroup = graph.shape(input).channels() / convolution.groups();
        int outPerGroup = convolution.outChannels() / convolution.groups();
        for (int group = 0; group < convolution.groups(); group++) {
            int first = offsets[input] + group * perGroup;
            for (int i = 1; i < perGroup; i++) {
                union(first, first + i);
            }
            for (int o = 0; o < outPerGroup; o++) {
                union(first, offsets[index] + group * outPerGroup + o);
            }
        }
    }

    private void fix(int node) {
        for (int place = offsets[node]; place < offsets[node + 1]; place++) {
            union(place, fixed);
        }
    }

    /** The smaller root becomes the root of both. */
    private void union(int a, int b) {
        int first = find(a);
        int second = find(b);
        parents[Math.max(first, second)] = Math.min(first, second);
    }

    private int find(int place) {
        int found = place;
        while (parents[found] != found) {
            parents[found] = parents[parents[found]];
            found = parents[found];
        }
        return found;
    }
}
