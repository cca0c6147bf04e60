package org.lampyris.evaluation.data;

import org.lampyris.input.InvalidInputException;

/**
 * What is held back from training, as shares of each class of what is not split yet.
 *
 * @param validation over 0; at most 0.9 together with {@code test}
 * @param test over 0; ignored where a source has a test split of its own
 */
public record SplitShares(double validation, double test) {
    /** A tenth each. */
    public static final SplitShares DEFAULT = new SplitShares(0.1, 0.1);

    /** @throws InvalidInputException if a share is out of range */
    public SplitShares {
        if (!(validation > 0) || !(test > 0) || !(validation + test <= 0.9)) {
            throw new InvalidInputException("The shares of validation (" + validation + ") and test (" + test
                    + ") must be over 0 and at most 0.9 together. 0.1 and 0.1 are usual.");
        }
    }
}
