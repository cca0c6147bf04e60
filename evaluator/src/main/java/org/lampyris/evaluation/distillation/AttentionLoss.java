package org.lampyris.evaluation.distillation;

/**
 * The squared distance of attention maps: for each pixel the sum of the squared features of all channels, the whole map
 * scaled to length 1. Student and teacher may have other numbers of channels. A map of zeros stays one, and has no
 * gradient.
 *
 * @param channels of the student's features
 * @see "Zagoruyko and Komodakis, Paying more attention to attention: improving the performance of convolutional neural
 *     networks via attention transfer, 2017, section 3.1"
 */
public record AttentionLoss(int channels) implements FeatureLoss {
    /** Shorter maps than that are zeros. */
    private static final double SHORTEST = 1e-12;

    /**
     * What a teacher shows.
     *
     * @param features [row][column][channel]
     * @return [row][column]
     */
    static float[] map(float[] features, int channels) {
        double[] energies = energies(features, channels);
        double length = length(energies);
        float[] map = new float[energies.length];
        for (int p = 0; p < map.length; p++) {
            map[p] = (float) (energies[p] / length);
        }
        return map;
    }

    private static double[] energies(float[] features, int channels) {
        double[] energies = new double[features.length / channels];
        for (int p = 0; p < energies.length; p++) {
            double sum = 0;
            for (int i = p * channels; i < (p + 1) * channels; i++) {
                sum += (double) features[i] * features[i];
            }
            energies[p] = sum;
        }
        return energies;
    }

    /** Infinite for a map of zeros. */
    private static double length(double[] energies) {
        double squares = 0;
        for (double energy : energies) {
            squares += energy * energy;
        }
        double length = Math.sqrt(squares);
        return length < SHORTEST ? Double.POSITIVE_INFINITY : length;
    }

    /** @param taught the teacher's map, [row][column] */
    @Override
    public double of(float[] features, float[] taught, float[] gradient) {
        double[] energies = energies(features, channels);
        double length = length(energies);
        double loss = 0;
        double along = 0;
        for (int p = 0; p < energies.length; p++) {
            double own = energies[p] / length;
            double away = own - taught[p];
            loss += away * away;
            along += away * own;
        }
        for (int p = 0; p < energies.length; p++) {
            double own = energies[p] / length;
            float slope = (float) (4 * (own - taught[p] - along * own) / length);
            for (int i = p * channels; i < (p + 1) * channels; i++) {
                gradient[i] = slope * features[i];
            }
        }
        return loss;
    }
}
