package org.lampyris.experiments.config;

import java.util.OptionalDouble;

/**
 * The reward {@code accuracy * (latency / target)^w}, where w is {@code alpha} up to the target and {@code beta} beyond.
 *
 * @param targetMs the latency to aim at in milliseconds; without one the run takes the limit of the latency, or else the
 *     median of sampled networks
 * @see <a href="https://arxiv.org/abs/1807.11626">MnasNet: Platform-Aware Neural Architecture Search for Mobile, 2019</a>
 */
public record RewardSettings(Kind kind, double alpha, double beta, OptionalDouble targetMs) {

    /** The two usual pairs of exponents. */
    public enum Kind {
        /** Twice the latency is worth five percent of accuracy, on both sides of the target. */
        SOFT(-0.07, -0.07),
        /** Latency is free up to the target and costs in proportion beyond. */
        HARD(0, -1);

        private final double alpha;
        private final double beta;

        Kind(double alpha, double beta) {
            this.alpha = alpha;
            this.beta = beta;
        }
    }

    public RewardSettings {
        if (!(alpha <= 0 && alpha >= -10 && beta <= 0 && beta >= -10)) {
            throw new IllegalArgumentException(
                    "alpha is " + alpha + " and beta " + beta + ", but both must be from -10 to 0");
        }
        if (targetMs.isPresent() && !(targetMs.getAsDouble() > 0 && Double.isFinite(targetMs.getAsDouble()))) {
            throw new IllegalArgumentException("the target is " + targetMs.getAsDouble() + " ms, but must be above 0");
        }
    }

    public static RewardSettings of(Kind kind) {
        return new RewardSettings(kind, kind.alpha, kind.beta, OptionalDouble.empty());
    }

    public RewardSettings withTarget(double milliseconds) {
        return new RewardSettings(kind, alpha, beta, OptionalDouble.of(milliseconds));
    }

    RewardSettings withExponents(double otherAlpha, double otherBeta) {
        return new RewardSettings(kind, otherAlpha, otherBeta, targetMs);
    }
}
