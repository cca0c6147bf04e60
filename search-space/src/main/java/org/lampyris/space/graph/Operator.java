package org.lampyris.space.graph;

/**
 * What a node of a network computes. Unless told otherwise, odd kernels pad by {@code kernel / 2} on each side, even ones
 * (poolings only) not at all.
 */
public sealed interface Operator {

    /** What computes each value of its result from the value in the same place. */
    sealed interface Pointwise extends Operator {}

    /** The image, scaled and normalised. */
    record Input(TensorShape shape) implements Operator {}

    /**
     * A convolution; depthwise where {@code groups} equals the input's channels.
     *
     * @param window padding is zeros
     * @param bias whether a bias is added (not where batch normalisation follows)
     */
    record Convolution(int outChannels, Window window, int groups, boolean bias) implements Operator {
        public Convolution {
            if (outChannels < 1 || groups < 1 || outChannels % groups != 0) {
                throw new IllegalArgumentException("no such convolution: " + outChannels + " channels, kernel "
                        + window.kernel() + ", stride " + window.stride() + ", groups " + groups);
            }
        }

        /** With the usual square window. */
        public Convolution(int outChannels, int kernel, int stride, int groups, boolean bias) {
            this(outChannels, usual(kernel, stride), groups, bias);
        }

        private static Window usual(int kernel, int stride) {
            if (kernel % 2 == 0) {
                throw new IllegalArgumentException("no such convolution: kernel " + kernel + " is even");
            }
            return Window.same(kernel, stride);
        }

        /** The kernel's larger side. */
        public int kernel() {
            return window.kernel();
        }

        /** The larger stride. */
        public int stride() {
            return window.stride();
        }

        /** Whether kernel and stride say all of the window: square, odd, padded by half of it, not dilated. */
        public boolean hasUsualWindow() {
            return window.isUsual() && window.kernel() % 2 == 1;
        }
    }

    /** Batch normalisation (Ioffe and Szegedy 2015) over each channel. */
    record BatchNormalization() implements Operator {}

    /** An activation function without settings. */
    record Activation(Function function) implements Pointwise {
        /** The activation functions. */
        public enum Function {
            RELU,
            /** {@code 1 / (1 + exp(-x))}. */
            SIGMOID,
            /** {@code x * min(max(x + 3, 0), 6) / 6} (Howard et al. 2019, MobileNetV3). */
            HARD_SWISH
        }
    }

    /**
     * The nearest value from {@code low} to {@code high}, either of which may be infinite. From 0 to 6 it is ReLU6.
     */
    record Clip(float low, float high) implements Pointwise {
        public Clip {
            if (!(low <= high)) {
                throw new IllegalArgumentException("no such clip: from " + low + " to " + high);
            }
        }
    }

    /** {@code x} where it is positive, {@code slope * x} elsewhere (Maas et al. 2013). */
    record LeakyRelu(float slope) implements Pointwise {
        public LeakyRelu {
            if (!Float.isFinite(slope)) {
                throw new IllegalArgumentException("no such leaky ReLU: slope " + slope);
            }
        }
    }

    /** {@code slope * x + offset}, clipped to 0 to 1. */
    record HardSigmoid(float slope, float offset) implements Pointwise {
        public HardSigmoid {
            if (!Float.isFinite(slope) || !Float.isFinite(offset)) {
                throw new IllegalArgumentException("no such hard sigmoid: slope " + slope + ", offset " + offset);
            }
        }
    }

    /**
     * @param window not dilated; padded by less than its kernel, so that each position has a pixel
     * @param countsPadding whether an average counts the padding as zeros; else padding counts nothing
     */
    record Pooling(Kind kind, Window window, boolean countsPadding) implements Operator {
        /** What is taken of each window. */
        public enum Kind {
            MAXIMUM,
            AVERAGE
        }

        public Pooling {
            if (!possible(window.rows()) || !possible(window.columns()) || (countsPadding && kind == Kind.MAXIMUM)) {
                throw new IllegalArgumentException("no such pooling: " + window);
            }
        }

        /** With the usual square window, whose padding doesn't count. */
        public Pooling(Kind kind, int kernel, int stride) {
            this(kind, Window.same(kernel, stride), false);
        }

        private static boolean possible(Window.Axis axis) {
            return axis.dilation() == 1 && axis.before() < axis.kernel() && axis.after() < axis.kernel();
        }

        /** The kernel's larger side. */
        public int kernel() {
            return window.kernel();
        }

        /** The larger stride. */
        public int stride() {
            return window.stride();
        }

        /** Whether kind, kernel and stride say all: the window is the usual one and its padding doesn't count. */
        public boolean isUsual() {
            return window.isUsual() && !countsPadding;
        }
    }

    /** The mean of each channel. */
    record GlobalAveragePooling() implements Operator {}

    /** The sum of inputs of the same shape. */
    record Addition() implements Operator {}

    /** The product of two inputs of the same shape, or of one and a factor for each of its channels (Cx1x1). */
    record Multiplication() implements Operator {}

    /** The inputs' channels one after the other. */
    record Concatenation() implements Operator {}

    /** Zeros around each channel. */
    record Padding(int top, int left, int bottom, int right) implements Operator {
        public Padding {
            if (Math.min(Math.min(top, left), Math.min(bottom, right)) < 0) {
                throw new IllegalArgumentException(
                        "no such padding: " + top + ", " + left + ", " + bottom + " and " + right);
            }
        }
    }

    /** A fully connected layer with bias; its input is flattened. */
    record Dense(int units) implements Operator {
        public Dense {
            if (units < 1) {
                throw new IllegalArgumentException("a dense layer needs units, not " + units);
            }
        }
    }

    /** Makes probabilities of a vector of logits. */
    record Softmax() implements Operator {}
}
