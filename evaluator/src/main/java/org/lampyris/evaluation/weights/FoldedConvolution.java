package org.lampyris.evaluation.weights;

import org.jspecify.annotations.Nullable;

/**
 * A convolution that does what a convolution and the batch normalisation after it did: each output channel's kernels are
 * multiplied by {@code gamma / sqrt(variance + epsilon)}, and its bias takes up the rest.
 *
 * @see "Quantization and Training of Neural Networks for Efficient Integer-Arithmetic-Only Inference (Jacob et al.
 *     2018), section 3.2"
 */
public record FoldedConvolution(Tensor weight, Tensor bias) {

    /**
     * @param bias the convolution's own, if it has one
     * @param normalization the name of the batch normalisation
     */
    public static FoldedConvolution of(
            Tensor weight, @Nullable Tensor bias, String normalization, NetworkWeights weights) {
        Tensor gamma = weights.get(normalization + NetworkWeights.GAMMA);
        Tensor beta = weights.get(normalization + NetworkWeights.BETA);
        Tensor mean = weights.get(normalization + NetworkWeights.MEAN);
        Tensor variance = weights.get(normalization + NetworkWeights.VARIANCE);
        float[] kernels = weight.values();
        float[] offsets = new float[gamma.size()];
        int each = kernels.length / offsets.length;
        for (int channel = 0; channel < offsets.length; channel++) {
            double factor = gamma.value(channel) / Math.sqrt(variance.value(channel) + NetworkWeights.EPSILON);
            double own = bias == null ? 0 : bias.value(channel);
            offsets[channel] = (float) (beta.value(channel) + (own - mean.value(channel)) * factor);
            for (int i = channel * each; i < (channel + 1) * each; i++) {
                kernels[i] = (float) (kernels[i] * factor);
            }
        }
        return new FoldedConvolution(Tensor.of(kernels, weight.shape()), Tensor.of(offsets, offsets.length));
    }
}
