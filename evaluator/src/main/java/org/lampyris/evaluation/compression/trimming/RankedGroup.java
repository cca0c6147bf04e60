package org.lampyris.evaluation.compression.trimming;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A group whose units are sorted by importance.
 *
 * @param order all units, the least important first
 * @param importance what the most important units have together: none, one, all
 */
record RankedGroup(ChannelGroup group, List<Integer> order, List<Double> importance) {
    private static final int WIDE = 32;
    private static final int MIDDLE = 8;

    RankedGroup {
        order = List.copyOf(order);
        importance = List.copyOf(importance);
    }

    static RankedGroup of(ChannelGroup group, double[] importance) {
        List<Integer> order = IntStream.range(0, group.size())
                .boxed()
                .sorted(Comparator.comparingDouble(unit -> importance[unit]))
                .toList();
        List<Double> sums = new ArrayList<>();
        double sum = 0;
        sums.add(sum);
        for (int i = group.size() - 1; i >= 0; i--) {
            sum += importance[order.get(i)];
            sums.add(sum);
        }
        return new RankedGroup(group, order, sums);
    }

    /** The units that go if so many stay. */
    List<Integer> removed(int kept) {
        return order.subList(0, order.size() - kept);
    }

    /** The natural logarithm of the importance that so many units have over that of fewer. */
    double lost(int from, int to) {
        return importance.get(from) > 0 ? Math.log(importance.get(from) / importance.get(to)) : 0;
    }

    /**
     * How many units stay if a part of them has to.
     *
     * @param even whether that is rounded up to a multiple
     */
    int least(double share, boolean even) {
        int multiple = even ? multiple() : 1;
        int least = Math.max(1, (int) Math.ceil(share * order.size()));
        return Math.min(order.size(), (least + multiple - 1) / multiple * multiple);
    }

    /**
     * A smaller number of units, but not under the least.
     *
     * @param even whether it is the next multiple, or just one less
     */
    int next(int kept, int least, boolean even) {
        int multiple = even ? multiple() : 1;
        return Math.max(least, (kept - 1) / multiple * multiple);
    }

    /** Devices work on 4 or 8 channels at once: groups of 32 or more go down by 8, those of 8 or more by 4. */
    private int multiple() {
        return order.size() >= WIDE ? 8 : order.size() >= MIDDLE ? 4 : 1;
    }
}
