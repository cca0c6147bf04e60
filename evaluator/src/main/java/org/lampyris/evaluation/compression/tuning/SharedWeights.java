package org.lampyris.evaluation.compression.tuning;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.lampyris.evaluation.compression.sharing.Clustering;
import org.lampyris.evaluation.training.WeightTransform;
import org.lampyris.input.Sha256;

/**
 * Weights that share values, which are what is trained: the gradient by a shared value is the sum of those by the weights
 * that have it. Pruned weights stay zero. The training must start with the clustering's values.
 *
 * @see "Han, Mao, Dally: Deep compression, 2016, section 3.3"
 */
public final class SharedWeights implements WeightTransform {
    private final int[] assignment;
    private final double[] sums;

    public SharedWeights(Clustering clustering) {
        this.assignment = clustering.assignment();
        this.sums = new double[clustering.centroids().length];
    }

    @Override
    public void apply(float[] held, float[] used) {
        System.arraycopy(held, 0, used, 0, held.length);
    }

    @Override
    public void pullBack(float[] gradient) {
        Arrays.fill(sums, 0);
        for (int i = 0; i < gradient.length; i++) {
            if (assignment[i] >= 0) {
                sums[assignment[i]] += gradient[i];
            }
        }
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = assignment[i] >= 0 ? (float) sums[assignment[i]] : 0;
        }
    }

    @Override
    public Optional<String> identity() {
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * assignment.length);
        bytes.asIntBuffer().put(assignment);
        return Optional.of("shared by " + Sha256.hex(bytes.array()));
    }
}
