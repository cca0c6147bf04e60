package org.lampyris.search.pareto;

import java.util.Comparator;
import java.util.List;

/**
 * The exact volume that points dominate, by slicing along the last objective; fit for fronts of a few hundred points in
 * two or three objectives.
 *
 * @see <a href="https://doi.org/10.1109/TEVC.2005.851275">While et al., A Faster Algorithm for Calculating Hypervolume,
 *     2006, section III (hypervolume by slicing objectives)</a>
 */
public final class Hypervolume {
    private Hypervolume() {}

    /** All objectives are to be minimised; points that don't beat the reference in each of them add nothing. */
    public static double of(List<double[]> points, double[] reference) {
        return slice(points.stream().filter(point -> beats(point, reference)).toList(), reference, reference.length);
    }

    private static boolean beats(double[] point, double[] reference) {
        for (int i = 0; i < reference.length; i++) {
            if (!(point[i] < reference[i])) {
                return false;
            }
        }
        return true;
    }

    private static double slice(List<double[]> points, double[] reference, int dimensions) {
        int last = dimensions - 1;
        List<double[]> sorted = points.stream()
                .sorted(Comparator.comparingDouble(point -> point[last]))
                .toList();
        if (dimensions == 1) {
            return sorted.isEmpty() ? 0 : reference[0] - sorted.get(0)[0];
        }
        double volume = 0;
        for (int i = 0; i < sorted.size(); i++) {
            double end = i + 1 < sorted.size() ? sorted.get(i + 1)[last] : reference[last];
            double depth = end - sorted.get(i)[last];
            volume += depth > 0 ? depth * slice(sorted.subList(0, i + 1), reference, last) : 0;
        }
        return volume;
    }
}
