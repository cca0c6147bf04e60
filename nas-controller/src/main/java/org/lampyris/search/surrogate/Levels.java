package org.lampyris.search.surrogate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a new value has to beat to gain something: for one cost, the staircase of the best values among architectures that
 * are as cheap. A gain is the area that is added under the staircase, up to the dearest cost that counts.
 *
 * @see <a href="https://doi.org/10.1109/CEC.2011.5949880">Emmerich et al., Hypervolume-Based Expected Improvement:
 *     Monotonicity Properties and Exact Computation, 2011</a>
 */
public final class Levels {
    private final List<Step> steps;
    private final double dearest;
    private final double floor;

    /**
     * An architecture that was looked at.
     *
     * @param id which it is
     * @param cost less is better
     * @param value the expected one, more is better
     */
    public record Step(String id, double cost, double value) {}

    /**
     * @param steps in any order
     * @param dearest the cost from which on nothing counts
     * @param floor the value from which on something counts
     */
    public Levels(List<Step> steps, double dearest, double floor) {
        this.steps = front(steps, dearest);
        this.dearest = dearest;
        this.floor = floor;
    }

    private static List<Step> front(List<Step> all, double dearest) {
        List<Step> sorted = new ArrayList<>(all);
        sorted.sort(Comparator.comparingDouble(Step::cost).thenComparing(Step::value, Comparator.reverseOrder()));
        List<Step> front = new ArrayList<>();
        for (Step step : sorted) {
            boolean higher = front.isEmpty() || step.value > front.get(front.size() - 1).value;
            if (higher && step.cost < dearest) {
                front.add(step);
            }
        }
        return front;
    }

    /** The ids of those that no other is better than, the cheapest first; without what is too dear to count. */
    public List<String> front() {
        return steps.stream().map(Step::id).toList();
    }

    /**
     * What a look is expected to add.
     *
     * @param known whether the architecture was looked at before
     * @param noise the standard deviation of a look
     */
    public double gain(double cost, Prediction prediction, boolean known, double noise) {
        double gain = 0;
        double from = cost;
        double level = floor;
        for (Step step : steps) {
            if (step.cost > from) {
                gain += (step.cost - from) * Improvement.byLook(level, prediction, known, noise);
                from = step.cost;
            }
            level = Math.max(level, step.value);
        }
        return from < dearest ? gain + (dearest - from) * Improvement.byLook(level, prediction, known, noise) : gain;
    }
}
