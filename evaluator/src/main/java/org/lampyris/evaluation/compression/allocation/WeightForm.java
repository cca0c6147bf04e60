package org.lampyris.evaluation.compression.allocation;

import java.util.ArrayList;
import java.util.List;
import org.lampyris.evaluation.compression.coding.Shared;
import org.lampyris.evaluation.compression.sharing.Clustering;
import org.lampyris.evaluation.compression.sharing.EntropyConstrainedQuantization;
import org.lampyris.evaluation.weights.Tensor;

/**
 * A way to hold the weights of a tensor: which of them are zero, and what few values the others share.
 *
 * @param price of a bit that it comes from, in units of the loss
 * @param bytes what its code takes in a file
 * @param harm what the loss rises by, to second order: half the sum of curvature times squared error
 * @see "Choi, El-Khamy, Lee: Towards the limit of network quantization, 2017, section 5; Shoham, Gersho: Efficient bit
 *     allocation for an arbitrary set of quantizers, 1988"
 */
public record WeightForm(double price, double bytes, double harm) {
    /** Prices beside each other differ by this factor. */
    private static final double STEP = Math.sqrt(2);

    private static final int LOWEST = -18;
    private static final int HIGHEST = 10;

    /**
     * One form for each price of a bit, entropy-constrained: dear bits make few values and many zeros. Weights that are
     * zero stay so.
     *
     * @param curvature of the loss by each weight, none negative
     * @param prices in units of the loss
     * @param values the most that are shared, besides zero
     */
    public static List<WeightForm> of(Tensor weights, double[] curvature, double[] prices, int values) {
        List<WeightForm> forms = new ArrayList<>();
        for (double price : prices) {
            Clustering found = clustering(weights, curvature, price, values);
            double bits = Shared.of(weights.shape(), found.centroids(), found.assignment())
                    .bits();
            forms.add(new WeightForm(price, bits / Byte.SIZE, found.distortion(weights.values(), curvature) / 2));
        }
        return forms;
    }

    /** The same values and zeros as at this price before, {@link Clustering#ZERO} for weights that are zero. */
    public static Clustering clustering(Tensor weights, double[] curvature, double price, int values) {
        // The harm is half of what counts curvature times squared error.
        return EntropyConstrainedQuantization.of(weights.values(), curvature, 2 * price, values + 1);
    }

    /**
     * Prices from where hardly anything is lost to where hardly anything is left.
     *
     * @param harmOfAWeight what the loss rises by if a weight is set to zero, on average
     */
    public static double[] prices(double harmOfAWeight) {
        double[] prices = new double[HIGHEST - LOWEST + 1];
        for (int i = 0; i < prices.length; i++) {
            prices[i] = harmOfAWeight * Math.pow(STEP, LOWEST + i);
        }
        return prices;
    }

    /** As something that can be chosen for a layer. */
    public Option option() {
        return new Option(bytes, harm);
    }
}
