package org.lampyris.evaluation.onnx;

/**
 * How close the logits of an exported file are to those of the network it was made of.
 *
 * @param largestDifference over all logits, each relative to the largest expected logit of its image where that is over
 *     1 in size; infinite where one isn't a number
 * @param sameClass how many images have the same largest logit
 * @param images how many there were
 */
public record Agreement(double largestDifference, int sameClass, int images) {

    /**
     * @param expected a row an image
     * @param found as many rows of the same length
     */
    public static Agreement of(float[][] expected, float[][] found) {
        if (expected.length != found.length) {
            throw new IllegalArgumentException(expected.length + " images against " + found.length);
        }
        double largest = 0;
        int same = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, difference(expected[i], found[i]));
            same += OnnxRunner.largest(expected[i]) == OnnxRunner.largest(found[i]) ? 1 : 0;
        }
        return new Agreement(largest, same, expected.length);
    }

    /** Whether no logit differs by more than this. */
    public boolean within(double tolerance) {
        return largestDifference <= tolerance;
    }

    private static double difference(float[] expected, float[] found) {
        if (expected.length != found.length) {
            throw new IllegalArgumentException(expected.length + " logits against " + found.length);
        }
        double scale = 1;
        double largest = 0;
        for (int k = 0; k < expected.length; k++) {
            double difference = Math.abs((double) expected[k] - found[k]);
            largest = Double.isFinite(difference) ? Math.max(largest, difference) : Double.POSITIVE_INFINITY;
            scale = Math.max(scale, Math.abs(expected[k]));
        }
        return Double.isInfinite(largest) ? largest : largest / scale;
    }
}
