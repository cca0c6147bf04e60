package org.lampyris.experiments.config;

import java.util.OptionalDouble;

/**
 * The reward {@code accuracy * (latency / target)^w}, where w is {@code alpha} up to the target and {@code beta} beyond.
 *
 * @param alpha without one the run calibrates it by sampled networks
 * @param beta without one the run calibrates it by sampled networks
 * @param targetMs the latency to aim at in milliseconds; without one the run takes the limit of the latency, or else the
 *     median of sampled networks
 * @see <a href="https://arxiv.org/abs/1807.11626">MnasNet: Platform-Aware Neural Architecture Search for Mobile, 2019</a>
 */
public record RewardSettings(Kind kind, OptionalDouble alpha, OptionalDouble beta, OptionalDouble targetMs) {

    /** Where the exponents come from that aren't given. */
    public enum Kind {
        /** From the spread of latencies in the space, by {@link org.lampyris.search.reward.RewardCalibration}. */
        CALIBRATED(OptionalDouble.empty(), OptionalDouble.empty()),
        /** Twice the latency is worth five percent of accuracy, on both sides of the target. */
        SOFT(OptionalDouble.of(-0.07), OptionalDouble.of(-0.07)),
        /** Latency is free up to the target and costs in proportion beyond. */
        HARD(OptionalDouble.of(0), OptionalDouble.of(-1));

        private final OptionalDouble alpha;
        private final OptionalDouble beta;

        Kind(OptionalDouble alpha, OptionalDouble beta) {
            this.alpha = alpha;
            this.beta = beta;
        }
    }

    public RewardSettings {
        requireExponent("alpha", alpha);
        requireExponent("beta", beta);
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

    public RewardSettings withExponents(double otherAlpha, double otherBeta) {
        return new RewardSettings(kind, OptionalDouble.of(otherAlpha), OptionalDouble.of(otherBeta), targetMs);
    }

    private static void requireExponent(String name, OptionalDouble exponent) {
        if (exponent.isPresent() && !(exponent.getAsDouble() <= 0 && exponent.getAsDouble() >= -10)) {
            throw new IllegalArgumentException(name + " is " + exponent.getAsDouble() + ", but must be from -10 to 0");
        }
    }
}
