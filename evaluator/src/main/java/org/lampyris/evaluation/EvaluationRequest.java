package org.lampyris.evaluation;

import java.util.OptionalInt;
import org.lampyris.space.Architecture;

/**
 * @param trial the trial's number, from 1
 * @param seed where all randomness of this evaluation comes from
 * @param epochs how long the network is trained in all, where that isn't the whole plan; the result then has them as
 *     {@link Metrics#EPOCHS}
 */
public record EvaluationRequest(int trial, Architecture architecture, long seed, OptionalInt epochs) {

    /** By the whole plan. */
    public EvaluationRequest(int trial, Architecture architecture, long seed) {
        this(trial, architecture, seed, OptionalInt.empty());
    }
}
