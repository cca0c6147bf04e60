package org.lampyris.space.graph;

/**
 * What a node of a network computes. Odd kernels pad by {@code kernel / 2} on each side, even ones (poolings only) not
 * at all.
 */
public sealed interface Operator {

    /** The image, scaled and normalised. */
    record Input(TensorShape shape) implements Operator {}

    /**
     * A square convolution; depthwise where {@code groups} equals the input's channels.
     *
     * @param bias whether a bias is added (not where batch normalisation follows)
     */
    record Convolution(int outChannels, int kernel, int stride, int groups, boolean bias) implements Operator {
        public Convolution {
            if (outChannels < 1
                    || kernel < 1
                    || kernel % 2 == 0
                    || stride < 1
                    || groups < 1
                    || outChannels % groups != 0) {
                throw new IllegalArgumentException("no such convolution: " + outChannels + " channels, kernel " + kernel
                        + ", stride " + stride + ", groups " + groups);
            }
        }
    }

    /** Batch normalisation (Ioffe and Szegedy 2015) over each channel. */
    record BatchNormalization() implements Operator {}

    record Activation(Function function) implements Operator {
        /** The activation functions. */
        public enum Function {
            RELU
        }
    }

    record Pooling(Kind kind, int kernel, int stride) implements Operator {
        /** What is taken of each window; padding doesn't count. */
        public enum Kind {
            MAXIMUM,
            AVERAGE
        }

        public Pooling {
            if (kernel < 1 || stride < 1) {
                throw new IllegalArgumentException("no such pooling: kernel " + kernel + ", stride " + stride);
            }
        }
    }

    /** The mean of each channel. */
    record GlobalAveragePooling() implements Operator {}

    /** The sum of inputs of the same shape. */
    record Addition() implements Operator {}

    /** The inputs' channels one after the other. */
    record Concatenation() implements Operator {}

    /** A fully connected layer with bias; its input is flattened. */
    record Dense(int units) implements Operator {
        public Dense {
            if (units < 1) {
                throw new IllegalArgumentException("a dense layer needs units, not " + units);
            }
        }
    }
}
