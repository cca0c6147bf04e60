package org.lampyris.hardware.latency;

/**
 * The part of an operator that no interpolation crosses.
 *
 * @param ratio the expansion or squeeze ratio of a block, 1 elsewhere
 * @param groups the groups of a convolution, or of a block's pointwise ones; 1 for depthwise convolutions
 */
public record OperatorForm(OperatorKind kind, int kernel, int stride, double ratio, int groups) {
    public OperatorForm {
        if (kernel < 1 || stride < 1 || groups < 1 || !(ratio > 0) || Double.isInfinite(ratio)) {
            throw new IllegalArgumentException("no such operator: " + kind + " kernel " + kernel + ", stride " + stride
                    + ", ratio " + ratio + ", groups " + groups);
        }
    }

    /** A form without kernel, stride, ratio and groups. */
    public static OperatorForm of(OperatorKind kind) {
        return new OperatorForm(kind, 1, 1, 1, 1);
    }

    /** E.g. {@code InvertedBottleneck 3x3 s2 ratio 6}. */
    @Override
    public String toString() {
        String ratioText = ratio == Math.rint(ratio) ? Long.toString((long) ratio) : Double.toString(ratio);
        return kind + " " + kernel + "x" + kernel + " s" + stride + (kind.hasRatio() ? " ratio " + ratioText : "")
                + (groups == 1 ? "" : " g" + groups);
    }
}
