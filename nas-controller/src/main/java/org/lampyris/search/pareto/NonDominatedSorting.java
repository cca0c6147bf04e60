package org.lampyris.search.pareto;

import io.jenetics.ext.moea.Pareto;
import io.jenetics.util.ISeq;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Points by their non-dominated rank and, within a rank, by their crowding distance: how far apart a point's neighbours
 * are in each objective, relative to the range of the points of that rank. Of equal points the first has the distance and
 * the others have 0, so a crowd of copies counts as one point. The same for every order of distinct points.
 *
 * <p>Ranks are found in lexicographic order of the points, so that each is compared with few others.
 *
 * @see <a href="https://doi.org/10.1109/TEVC.2014.2308305">Zhang et al., An Efficient Approach to Nondominated Sorting for
 *     Evolutionary Multiobjective Optimization, 2015, section III</a>
 * @see <a href="https://doi.org/10.1109/4235.996017">Deb et al., A Fast and Elitist Multiobjective Genetic Algorithm:
 *     NSGA-II, 2002, sections III-A and III-B</a>
 */
public final class NonDominatedSorting {
    private final int[] ranks;
    private final double[] distances;

    private NonDominatedSorting(int[] ranks, double[] distances) {
        this.ranks = ranks;
        this.distances = distances;
    }

    /** @param points of the same length, without NaN; every value is to be minimised */
    public static NonDominatedSorting of(List<double[]> points) {
        ISeq<double[]> sorted = ISeq.of(points).map(NonDominatedSorting::withoutNegativeZeros);
        int[] ranks = ranks(sorted);
        double[] distances = new double[ranks.length];
        int worst = IntStream.of(ranks).max().orElse(-1);
        for (int rank = 0; rank <= worst; rank++) {
            List<Integer> front = distinct(sorted, ranks, rank);
            double[] crowding = Pareto.crowdingDistance(
                    ISeq.of(front).map(sorted::get),
                    NonDominatedSorting::compare,
                    (a, b, objective) -> Math.abs(a[objective] - b[objective]),
                    point -> point.length);
            for (int i = 0; i < crowding.length; i++) {
                distances[front.get(i)] = crowding[i];
            }
        }
        return new NonDominatedSorting(ranks, distances);
    }

    /**
     * The indexes of the points of rank 0, those that no other dominates, in lexicographic order of the points; without
     * ranking the others.
     *
     * @param points of the same length, without NaN; every value is to be minimised
     */
    public static List<Integer> first(List<double[]> points) {
        ISeq<double[]> comparable = ISeq.of(points).map(NonDominatedSorting::withoutNegativeZeros);
        List<double[]> front = new ArrayList<>();
        List<Integer> indexes = new ArrayList<>();
        for (int next : lexicographic(comparable)) {
            double[] point = comparable.get(next);
            if (!dominated(point, front)) {
                front.add(point);
                indexes.add(next);
            }
        }
        return indexes;
    }

    /** Whom a member of a rank dominates, all better ranks do. */
    private static int[] ranks(ISeq<double[]> points) {
        int[] ranks = new int[points.size()];
        List<List<double[]>> fronts = new ArrayList<>();
        for (int next : lexicographic(points)) {
            double[] point = points.get(next);
            int best = 0;
            int worst = fronts.size();
            while (best < worst) {
                int middle = (best + worst) >>> 1;
                if (dominated(point, fronts.get(middle))) {
                    best = middle + 1;
                } else {
                    worst = middle;
                }
            }
            if (best == fronts.size()) {
                fronts.add(new ArrayList<>());
            }
            fronts.get(best).add(point);
            ranks[next] = best;
        }
        return ranks;
    }

    /** The indexes in an order in which no point dominates one before it. */
    private static List<Integer> lexicographic(ISeq<double[]> points) {
        return IntStream.range(0, points.size())
                .boxed()
                .sorted((a, b) -> compare(points.get(a), points.get(b), 0))
                .toList();
    }

    /** The members that came last are the nearest. */
    private static boolean dominated(double[] point, List<double[]> front) {
        for (int i = front.size() - 1; i >= 0; i--) {
            if (Pareto.dominance(point, front.get(i)) > 0) {
                return true;
            }
        }
        return false;
    }

    private static List<Integer> distinct(ISeq<double[]> points, int[] ranks, int rank) {
        Set<List<Double>> seen = new HashSet<>();
        List<Integer> front = new ArrayList<>();
        for (int i = 0; i < ranks.length; i++) {
            if (ranks[i] == rank
                    && seen.add(DoubleStream.of(points.get(i)).boxed().toList())) {
                front.add(i);
            }
        }
        return front;
    }

    private static double[] withoutNegativeZeros(double[] point) {
        return DoubleStream.of(point).map(value -> value + 0.0).toArray();
    }

    /** By one objective; points that are equal in it by the others, so that no order of the input is left in the result. */
    private static int compare(double[] a, double[] b, int objective) {
        int order = Double.compare(a[objective], b[objective]);
        for (int i = 0; i < a.length && order == 0; i++) {
            order = Double.compare(a[i], b[i]);
        }
        return order;
    }

    /** 0 for a point that no other dominates; else one more than the highest rank among those that dominate it. */
    public int rank(int point) {
        return ranks[point];
    }

    /** At least 0; infinite for a point that is the least or the most of its rank in an objective. */
    public double crowdingDistance(int point) {
        return distances[point];
    }

    /** The indexes of the points from the best to the worst: by rank, then the less crowded, then the earlier. */
    public List<Integer> order() {
        return IntStream.range(0, ranks.length)
                .boxed()
                .sorted(Comparator.<Integer>comparingInt(this::rank)
                        .thenComparing(Comparator.<Integer>comparingDouble(this::crowdingDistance)
                                .reversed()))
                .toList();
    }
}
