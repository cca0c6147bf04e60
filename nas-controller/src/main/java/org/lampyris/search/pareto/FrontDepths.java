package org.lampyris.search.pareto;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which front each of many points lies on: 1 for what no other point dominates, 2 for what only those of the first front
 * dominate, and so on. Equal points share a front. Takes no
 * matrix of all pairs, so it serves for a whole log.
 *
 * @see <a href="https://doi.org/10.1109/TEVC.2014.2308305">Zhang et al., An Efficient Approach to Nondominated Sorting for
 *     Evolutionary Multiobjective Optimization, 2015, section III</a>
 */
public final class FrontDepths {
    private FrontDepths() {}

    /** @param points values to be minimised, equally many each */
    public static int[] of(List<double[]> points) {
        int[] depths = new int[points.size()];
        List<List<double[]>> fronts = new ArrayList<>();
        // Sorted like words, a point is dominated by earlier ones only.
        IntStream.range(0, depths.length)
                .boxed()
                .sorted(Comparator.comparing(points::get, Arrays::compare))
                .forEach(i -> {
                    int front = shallowest(fronts, points.get(i));
                    if (front == fronts.size()) {
                        fronts.add(new ArrayList<>());
                    }
                    fronts.get(front).add(points.get(i));
                    depths[i] = front + 1;
                });
        return depths;
    }

    /** By halving: what a front dominates, all before it dominate too. */
    private static int shallowest(List<List<double[]>> fronts, double[] point) {
        int low = 0;
        int high = fronts.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (dominated(fronts.get(middle), point)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static boolean dominated(List<double[]> front, double[] point) {
        for (int i = front.size() - 1; i >= 0; i--) {
            if (dominates(front.get(i), point)) {
                return true;
            }
        }
        return false;
    }

    private static boolean dominates(double[] a, double[] b) {
        boolean better = false;
        for (int i = 0; i < a.length; i++) {
            if (a[i] > b[i]) {
                return false;
            }
            better |= a[i] < b[i];
        }
        return better;
    }
}
