package org.lampyris.evaluation.compression.trimming;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A group whose units are sorted by importance.
 *
 * @param order all units, the least important first
 * @param lost the part of the group's importance that the first units of the order have together: none, one, all
 */
record RankedGroup(ChannelGroup group, List<Integer> order, List<Double> lost) {
    private static final int WIDE = 32;
    private static final int MIDDLE = 8;

    RankedGroup {
        order = List.copyOf(order);
        lost = List.copyOf(lost);
    }

    static RankedGroup of(ChannelGroup group, double[] importance) {
        List<Integer> order = IntStream.range(0, group.size())
                .boxed()
                .sorted(Comparator.comparingDouble(unit -> importance[unit]))
                .toList();
        double total = IntStream.range(0, group.size())
                .mapToDouble(i -> importance[order.get(i)])
                .sum();
        double[] sums = new double[group.size() + 1];
        for (int i = 0; i < group.size(); i++) {
            sums[i + 1] = sums[i] + (total > 0 ? importance[order.get(i)] / total : 0);
        }
        return new RankedGroup(
                group,
                order,
                IntStream.range(0, sums.length).mapToObj(i -> sums[i]).toList());
    }

    /** The units that go if so many stay. */
    List<Integer> removed(int kept) {
        return order.subList(0, order.size() - kept);
    }

    /** The part of the importance that goes between two numbers of kept units. */
    double lost(int from, int to) {
        return lost.get(order.size() - to) - lost.get(order.size() - from);
    }

    /**
     * The next smaller number of units: a multiple of 8 in groups of 32 or more, of 4 in those of 8 or more, as devices
     * work on so many channels at once.
     *
     * @param least what must stay
     */
    int next(int kept, int least) {
        int multiple = order.size() >= WIDE ? 8 : order.size() >= MIDDLE ? 4 : 1;
        return Math.max(least, (kept - 1) / multiple * multiple);
    }
}
