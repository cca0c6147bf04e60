package org.lampyris.hardware.latency;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Entries of one form in the space of the logarithms of channels in, channels out, width and height. */
final class Neighbourhood {
    private static final int CANDIDATES = 48;
    private static final double SLACK = 1e-12;

    private final List<Entry> entries;
    private final double[][] points;

    Neighbourhood(List<Entry> entries) {
        this.entries = List.copyOf(entries);
        this.points = this.entries.stream().map(entry -> point(entry.key())).toArray(double[][]::new);
    }

    /** Of the pairs among the nearest entries whose box holds the key, the one with the smallest box. */
    Optional<Neighbours> around(OperatorKey key) {
        double[] query = point(key);
        int[] nearest = IntStream.range(0, points.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> distance(points[i], query)))
                .limit(CANDIDATES)
                .mapToInt(Integer::intValue)
                .toArray();
        Optional<Neighbours> best = Optional.empty();
        double smallest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < nearest.length; i++) {
            for (int j = i + 1; j < nearest.length; j++) {
                double[] a = points[nearest[i]];
                double[] b = points[nearest[j]];
                double size = distance(a, b);
                if (size < smallest - SLACK && encloses(a, b, query)) {
                    smallest = size;
                    best = Optional.of(neighbours(nearest[i], nearest[j], query));
                }
            }
        }
        return best;
    }

    private Neighbours neighbours(int i, int j, double[] query) {
        boolean swap = Arrays.compare(points[i], points[j]) > 0;
        int low = swap ? j : i;
        int high = swap ? i : j;
        double toLow = distance(points[low], query);
        double share = toLow / (toLow + distance(points[high], query));
        boolean growing = IntStream.range(0, query.length).allMatch(d -> points[low][d] <= points[high][d]);
        return new Neighbours(entries.get(low), entries.get(high), share, growing);
    }

    private static double[] point(OperatorKey key) {
        return new double[] {
            Math.log(key.in().width()),
            Math.log(key.in().height()),
            Math.log(key.in().channels()),
            Math.log(key.outChannels())
        };
    }

    private static boolean encloses(double[] a, double[] b, double[] query) {
        for (int d = 0; d < query.length; d++) {
            if (query[d] < Math.min(a[d], b[d]) - SLACK || query[d] > Math.max(a[d], b[d]) + SLACK) {
                return false;
            }
        }
        return true;
    }

    private static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int d = 0; d < a.length; d++) {
            sum += Math.abs(a[d] - b[d]);
        }
        return sum;
    }
}
