package org.lampyris.evaluation.proxy;

/**
 * For each pair of images in how many places their binary codes agree. An image's code has a place for each value that
 * comes out of a ReLU: 1 where it is above zero, else 0.
 */
final class CodeKernel {
    /** What images with the same code leave on the diagonal counts as this, so that the determinant isn't zero. */
    private static final double SMALLEST_PIVOT = 1e-6;

    private final int images;
    private final long[][] agreements;

    CodeKernel(int images) {
        this.images = images;
        this.agreements = new long[images][images];
    }

    /**
     * Adds a layer's places.
     *
     * @param values what came out of a ReLU, image after image
     */
    void add(float[] values) {
        int places = values.length / images;
        long[][] codes = new long[images][(places + Long.SIZE - 1) / Long.SIZE];
        for (int n = 0; n < images; n++) {
            for (int i = 0; i < places; i++) {
                codes[n][i / Long.SIZE] |= (values[n * places + i] > 0 ? 1L : 0L) << i;
            }
        }
        for (int n = 0; n < images; n++) {
            for (int m = 0; m <= n; m++) {
                agreements[n][m] += places - different(codes[n], codes[m]);
            }
        }
    }

    private static int different(long[] code, long[] other) {
        int bits = 0;
        for (int i = 0; i < code.length; i++) {
            bits += Long.bitCount(code[i] ^ other[i]);
        }
        return bits;
    }

    /** By the decomposition into L D Lᵀ; the kernel is symmetric and has no negative eigenvalue. */
    double logDeterminant() {
        double[][] l = new double[images][images];
        double[] pivots = new double[images];
        double sum = 0;
        for (int n = 0; n < images; n++) {
            for (int m = 0; m <= n; m++) {
                double rest = agreements[n][m];
                for (int k = 0; k < m; k++) {
                    rest -= l[n][k] * l[m][k] * pivots[k];
                }
                if (m < n) {
                    l[n][m] = rest / pivots[m];
                } else {
                    pivots[n] = Math.max(SMALLEST_PIVOT, rest);
                    sum += StrictMath.log(pivots[n]);
                }
            }
        }
        return sum;
    }
}
