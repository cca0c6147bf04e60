package org.lampyris.evaluation.distillation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.TensorShape;

/**
 * Feature maps of a student and of its teacher that are held against each other: of the same size, or the sides of one
 * are whole multiples of the other's, to which it is averaged down.
 */
public record FeaturePair(FeatureMap student, FeatureMap teacher) {

    /** The height that both are compared at. */
    public int rows() {
        return Math.min(student.shape().height(), teacher.shape().height());
    }

    /** The width that both are compared at. */
    public int columns() {
        return Math.min(student.shape().width(), teacher.shape().width());
    }

    /**
     * The pairs of all sizes that both networks have, the deepest last. If they have none in common: of all pairs that fit,
     * the one whose sizes are nearest to each other, the deepest of several. Empty if none fits.
     */
    public static List<FeaturePair> of(NetworkGraph student, NetworkGraph teacher) {
        List<FeatureMap> others = FeatureMap.of(teacher);
        List<FeaturePair> same = new ArrayList<>();
        Optional<FeaturePair> nearest = Optional.empty();
        for (FeatureMap map : FeatureMap.of(student)) {
            for (FeatureMap other : others) {
                FeaturePair pair = new FeaturePair(map, other);
                if (pair.isOfOneSize()) {
                    same.add(pair);
                } else if (pair.fits()
                        && (nearest.isEmpty() || pair.ratio() <= nearest.get().ratio())) {
                    nearest = Optional.of(pair);
                }
            }
        }
        return same.isEmpty() ? nearest.stream().toList() : same;
    }

    private boolean isOfOneSize() {
        return student.shape().height() == teacher.shape().height()
                && student.shape().width() == teacher.shape().width();
    }

    /** Whether the larger one's sides are whole multiples of the other's. */
    private boolean fits() {
        return isMultiple(student.shape(), teacher.shape()) || isMultiple(teacher.shape(), student.shape());
    }

    private static boolean isMultiple(TensorShape large, TensorShape small) {
        return large.height() % small.height() == 0 && large.width() % small.width() == 0;
    }

    private double ratio() {
        double own = student.shape().height() * (double) student.shape().width();
        double other = teacher.shape().height() * (double) teacher.shape().width();
        return Math.max(own, other) / Math.min(own, other);
    }
}
