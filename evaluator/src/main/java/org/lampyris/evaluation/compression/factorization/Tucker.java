package org.lampyris.evaluation.compression.factorization;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.lampyris.evaluation.weights.Tensor;

/**
 * The Tucker-2 decomposition of a convolution's weights [out, in, kernel, kernel]: a core [r_out, r_in, kernel, kernel]
 * between an orthonormal matrix for each of the two axes of channels. It begins with the higher-order singular value
 * decomposition and improves one matrix after the other (higher-order orthogonal iteration). An axis at full rank has no
 * matrix.
 *
 * @see "Compression of Deep Convolutional Neural Networks for Fast and Low Power Mobile Applications (Kim et al. 2016),
 *     section 3.1"
 * @see "On the Best Rank-1 and Rank-(R1, ..., RN) Approximation of Higher-Order Tensors (De Lathauwer et al. 2000)"
 */
final class Tucker implements Decomposed {
    private static final int ITERATIONS = 3;

    private final int kernel;
    private final int window;
    /** [out, in * window]. */
    private final RealMatrix byOut;
    /** [in, out * window]. */
    private final RealMatrix byIn;

    private final PrincipalAxes outAxes;
    private final PrincipalAxes inAxes;
    /** The squared norm of the first [out][in] of the rotated weights. */
    private final double[][] energies;

    Tucker(Tensor weight) {
        this.kernel = weight.shape().get(2);
        this.window = kernel * kernel;
        this.byOut = Decomposed.matrix(weight);
        this.byIn = swapped(byOut);
        this.outAxes = new PrincipalAxes(byOut);
        this.inAxes = new PrincipalAxes(byIn);
        this.energies = energies();
    }

    @Override
    public Ranks full() {
        return new Ranks(byIn.getRowDimension(), byOut.getRowDimension());
    }

    @Override
    public Ranks keeping(double energy) {
        return new Ranks(inAxes.keeping(energy), outAxes.keeping(energy));
    }

    @Override
    public double relativeError(Ranks ranks) {
        double all = energies[full().out()][full().in()];
        return all > 0 ? Math.sqrt(Math.max(0, 1 - energies[ranks.out()][ranks.in()] / all)) : 0;
    }

    @Override
    public List<Tensor> factors(Ranks ranks) {
        boolean down = ranks.in() < full().in();
        boolean up = ranks.out() < full().out();
        RealMatrix in = inAxes.first(ranks.in());
        RealMatrix out = outAxes.first(ranks.out());
        for (int i = 0; i < ITERATIONS && down && up; i++) {
            out = new PrincipalAxes(swapped(in.transpose().multiply(byIn))).first(ranks.out());
            in = new PrincipalAxes(swapped(out.transpose().multiply(byOut))).first(ranks.in());
        }
        RealMatrix core = up ? out.transpose().multiply(byOut) : byOut;
        core = down ? swapped(in.transpose().multiply(swapped(core))) : core;
        List<Tensor> factors = new ArrayList<>();
        if (down) {
            factors.add(Decomposed.tensor(in.transpose(), List.of(ranks.in(), full().in(), 1, 1)));
        }
        factors.add(Decomposed.tensor(core, List.of(ranks.out(), ranks.in(), kernel, kernel)));
        if (up) {
            factors.add(Decomposed.tensor(out, List.of(full().out(), ranks.out(), 1, 1)));
        }
        return factors;
    }

    private double[][] energies() {
        RealMatrix rotated = swapped(outAxes.first(full().out()).transpose().multiply(byOut));
        rotated = inAxes.first(full().in()).transpose().multiply(rotated);
        double[][] sums = new double[full().out() + 1][full().in() + 1];
        for (int o = 1; o < sums.length; o++) {
            double row = 0;
            for (int i = 1; i < sums[o].length; i++) {
                for (int w = 0; w < window; w++) {
                    double value = rotated.getEntry(i - 1, (o - 1) * window + w);
                    row += value * value;
                }
                sums[o][i] = sums[o - 1][i] + row;
            }
        }
        return sums;
    }

    /** [a, b * window] as [b, a * window]. */
    private RealMatrix swapped(RealMatrix matrix) {
        double[][] from = matrix.getData();
        int others = matrix.getColumnDimension() / window;
        double[][] to = new double[others][from.length * window];
        for (int a = 0; a < from.length; a++) {
            for (int b = 0; b < others; b++) {
                System.arraycopy(from[a], b * window, to[b], a * window, window);
            }
        }
        return MatrixUtils.createRealMatrix(to);
    }
}
