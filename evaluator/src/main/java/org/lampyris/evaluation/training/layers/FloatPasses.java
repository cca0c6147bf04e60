package org.lampyris.evaluation.training.layers;

import java.nio.FloatBuffer;

/** Passes over whole off-heap arrays of floats, in pieces that stay in the first-level cache. */
final class FloatPasses {
    private static final int PIECE = 2048;

    private FloatPasses() {}

    /** {@code to = a + b}, rectified if wanted. */
    static void add(FloatBuffer a, FloatBuffer b, FloatBuffer to, boolean relu) {
        float[] x = new float[PIECE];
        float[] y = new float[PIECE];
        for (int done = 0; done < a.remaining(); done += PIECE) {
            int length = Math.min(PIECE, a.remaining() - done);
            a.get(done, x, 0, length);
            b.get(done, y, 0, length);
            if (relu) {
                addAndRectify(x, y, length);
            } else {
                add(x, y, length);
            }
            to.put(done, x, 0, length);
        }
    }

    /** {@code to = gradient} where the ReLU's output is above zero, else 0. */
    static void mask(FloatBuffer gradient, FloatBuffer output, FloatBuffer to) {
        float[] x = new float[PIECE];
        float[] y = new float[PIECE];
        for (int done = 0; done < output.remaining(); done += PIECE) {
            int length = Math.min(PIECE, output.remaining() - done);
            gradient.get(done, x, 0, length);
            output.get(done, y, 0, length);
            for (int i = 0; i < length; i++) {
                x[i] *= Math.min(1f, y[i] * 1e38f);
            }
            to.put(done, x, 0, length);
        }
    }

    private static void add(float[] x, float[] y, int length) {
        for (int i = 0; i < length; i++) {
            x[i] += y[i];
        }
    }

    private static void addAndRectify(float[] x, float[] y, int length) {
        for (int i = 0; i < length; i++) {
            x[i] = Math.max(0f, x[i] + y[i]);
        }
    }
}
