package org.lampyris.evaluation.distillation;

/**
 * What a teacher's inner results weigh in a student's loss, beside its outputs; 0 for nothing.
 *
 * @param attention of the distance between attention maps, {@link AttentionLoss}, summed over the pairs of maps
 * @param hints of the distance between features, {@link HintLoss}
 */
public record TransferWeights(double attention, double hints) {
    /** Outputs only. */
    public static final TransferWeights NONE = new TransferWeights(0, 0);

    private static final double MOST = 10_000;

    public TransferWeights {
        require(attention, "attention");
        require(hints, "hints");
    }

    private static void require(double weight, String name) {
        if (!(weight >= 0 && weight <= MOST)) {
            throw new IllegalArgumentException(
                    "the weight of " + name + " is " + weight + ", but must be from 0 to " + Math.round(MOST));
        }
    }

    /** Whether nothing but outputs is taught. */
    public boolean isNone() {
        return attention == 0 && hints == 0;
    }
}
