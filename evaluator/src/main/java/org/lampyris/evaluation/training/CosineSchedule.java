package org.lampyris.evaluation.training;

import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A learning rate that rises in a straight line for a twentieth of the steps and falls to zero along a cosine.
 *
 * @see <a href="https://arxiv.org/abs/1608.03983">Loshchilov and Hutter, SGDR, 2017</a>
 */
public final class CosineSchedule implements ISchedule {
    private static final long serialVersionUID = 1L;

    private final double highest;
    private final int steps;

    public CosineSchedule(@JsonProperty("highest") double highest, @JsonProperty("steps") int steps) {
        this.highest = highest;
        this.steps = steps;
    }

    public double getHighest() {
        return highest;
    }

    public int getSteps() {
        return steps;
    }

    @Override
    public double valueAt(int iteration, int epoch) {
        int rise = Math.max(1, steps / 20);
        if (iteration < rise) {
            return highest * (iteration + 1) / rise;
        }
        double share = Math.min(1, (iteration - rise) / (double) Math.max(1, steps - rise));
        return highest * 0.5 * (1 + Math.cos(Math.PI * share));
    }

    @Override
    public ISchedule clone() {
        return new CosineSchedule(highest, steps);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CosineSchedule schedule && schedule.highest == highest && schedule.steps == steps;
    }

    @Override
    public int hashCode() {
        return 31 * Double.hashCode(highest) + steps;
    }
}
