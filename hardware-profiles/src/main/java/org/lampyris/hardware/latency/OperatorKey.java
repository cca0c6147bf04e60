package org.lampyris.hardware.latency;

import org.lampyris.space.graph.TensorShape;

/**
 * What a latency was measured of.
 *
 * @param in the shape of one image's input
 * @param outChannels the channels of the result
 */
public record OperatorKey(OperatorForm form, TensorShape in, int outChannels, Precision precision) {
    public OperatorKey {
        if (outChannels < 1) {
            throw new IllegalArgumentException("an operator needs output channels, not " + outChannels);
        }
    }

    /** The same in other numbers. */
    public OperatorKey at(Precision other) {
        return other == precision ? this : new OperatorKey(form, in, outChannels, other);
    }

    public OperatorKind kind() {
        return form.kind();
    }

    /** Whether the result has another shape than the input. */
    public boolean changesShape() {
        return form.stride() != 1 || in.channels() != outChannels;
    }

    /** What a skip over this block would be: a 1x1 projection where the shape changes. */
    public OperatorKey skip() {
        return new OperatorKey(new OperatorForm(OperatorKind.SKIP, 1, form.stride(), 1, 1), in, outChannels, precision);
    }

    /** E.g. {@code 56x56 64->128}. */
    public String size() {
        return in.width() + "x" + in.height() + " " + in.channels() + "->" + outChannels;
    }

    /** E.g. {@code Conv2d 3x3 s2 56x56 64->128 float32}. */
    @Override
    public String toString() {
        return form + " " + size() + " " + precision.word();
    }
}
