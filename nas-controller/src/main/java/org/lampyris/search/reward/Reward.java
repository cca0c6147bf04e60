package org.lampyris.search.reward;

import org.lampyris.evaluation.EvaluationResult;

/**
 * What an outcome is worth to the search; strategies maximise it. Every outcome has a finite reward, in this order:
 * failed and timed out, infeasible, evaluated. That of a lost trial is 0 and means nothing: strategies don't learn from
 * it. The same outcome has bit by bit the same reward on every platform.
 */
@FunctionalInterface
public interface Reward {
    double of(EvaluationResult result);
}
