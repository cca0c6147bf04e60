package org.lampyris.hardware.roofline;

import org.lampyris.hardware.latency.OperatorKind;
import org.lampyris.hardware.latency.Primitive;

/**
 * An operator takes as long as its arithmetic or its memory traffic, whichever is longer, and a constant to start.
 *
 * @param rates how fast it computes
 * @param bytesPerSecond how fast weights and activations move
 * @param overheadMs what starting an operator takes
 * @param relativeError how far this is off, as a share of the latency; 0.1 is 10 %
 * @see "Williams, Waterman and Patterson, Roofline: an insightful visual performance model, 2009"
 */
public record Roofline(Rates rates, double bytesPerSecond, double overheadMs, double relativeError) {

    /** Multiply-adds a second, each above 0. */
    public record Rates(double convolution, double depthwise, double dense) {
        public Rates {
            if (!(convolution > 0 && depthwise > 0 && dense > 0)) {
                throw new IllegalArgumentException("rates must be above 0");
            }
        }

        double of(OperatorKind kind) {
            return switch (kind) {
                case DEPTHWISE_CONVOLUTION -> depthwise;
                case DENSE -> dense;
                default -> convolution;
            };
        }
    }

    public Roofline {
        if (!(bytesPerSecond > 0 && overheadMs >= 0 && relativeError >= 0)) {
            throw new IllegalArgumentException("no such roofline");
        }
    }

    /** Milliseconds, finite and at least 0. */
    public double milliseconds(Primitive operator) {
        Primitive.Work work = operator.work();
        double compute = work.multiplyAdds() / rates.of(operator.key().kind());
        double bytes = (double) operator.key().precision().bytes() * (work.activations() + work.weights());
        return overheadMs + 1000 * Math.max(compute, bytes / bytesPerSecond);
    }
}
