package org.lampyris.evaluation;

import java.util.Optional;

/** The outcome of a trial. Each kind is stored, counted, and treated differently in the reward. */
public sealed interface EvaluationResult {

    /** What is known of the network; without accuracy where it wasn't trained to the end. */
    Metrics metrics();

    /**
     * Trained and measured.
     *
     * @param weights the SHA-256 (hexadecimal) of the weights file, where weights are kept
     */
    record Evaluated(Metrics metrics, Optional<String> weights) implements EvaluationResult {}

    /**
     * Over a bound, so never trained.
     *
     * @param violated the bound in words, e.g. {@code latency_ms 31.2 > 20}
     */
    record Infeasible(Metrics metrics, String violated) implements EvaluationResult {}

    /** Training or pricing failed: a NaN loss, memory that ran out, an internal error. */
    record Failed(Metrics metrics, String cause) implements EvaluationResult {}

    /** Training took longer than it may. */
    record TimedOut(Metrics metrics, String limit) implements EvaluationResult {}

    /** The worker died and so did the others that tried. */
    record Lost(Metrics metrics, String cause) implements EvaluationResult {}
}
