package org.lampyris.evaluation;

import java.util.OptionalDouble;

/**
 * A metric to make better, and how far it may go.
 *
 * @param bound the worst value that is feasible
 */
public record Objective(String metric, Direction direction, OptionalDouble bound) {

    /** Which way is better. */
    public enum Direction {
        MINIMIZE,
        MAXIMIZE
    }

    public static Objective maximize(String metric) {
        return new Objective(metric, Direction.MAXIMIZE, OptionalDouble.empty());
    }

    public static Objective minimize(String metric) {
        return new Objective(metric, Direction.MINIMIZE, OptionalDouble.empty());
    }

    public Objective within(double worst) {
        return new Objective(metric, direction, OptionalDouble.of(worst));
    }

    /** The value that algorithms minimise. */
    public double canonical(double value) {
        return direction == Direction.MINIMIZE ? value : -value;
    }

    /** Whether the value keeps the bound. */
    public boolean feasible(double value) {
        return bound.isEmpty() || canonical(value) <= canonical(bound.getAsDouble());
    }
}
