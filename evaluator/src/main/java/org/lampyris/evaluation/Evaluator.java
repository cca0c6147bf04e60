package org.lampyris.evaluation;

/** Finds out how good an architecture is. The result depends on the request alone, not on when or where it runs. */
@FunctionalInterface
public interface Evaluator {

    /**
     * Never throws because of the architecture: what goes wrong with it is an outcome. An interrupted evaluation throws
     * {@link InterruptedException} and leaves nothing behind.
     */
    EvaluationResult evaluate(EvaluationRequest request) throws InterruptedException;
}
