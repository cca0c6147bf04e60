package org.lampyris.evaluation.training;

import java.nio.FloatBuffer;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SplittableRandom;
import org.lampyris.evaluation.data.Dataset;
import org.lampyris.evaluation.data.ImageSet;
import org.lampyris.evaluation.distillation.Softmax;
import org.lampyris.evaluation.training.TrainingPlan.Augmentation;
import org.lampyris.evaluation.weights.Tensor;
import org.lampyris.evaluation.weights.WeightedNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The diagonal of the Hessian of the mean cross-entropy by the weights. A network of convolutions, dense layers, ReLU and
 * pooling is linear in each single weight but for kinks, so that its Hessian's diagonal is the Gauss-Newton matrix's, the
 * mean over images of {@code sum_k p_k (d log p_k / dw)^2}, p the probabilities that the network gives: exact from a
 * gradient a class, an unbiased estimate from one of a class drawn by p. For networks without batch normalisation, see
 * {@link WeightedNetwork#folded}: there it holds for the running statistics.
 *
 * @see "Choi, El-Khamy, Lee: Towards the limit of network quantization, 2017, section 4"
 * @see "LeCun, Denker, Solla: Optimal brain damage, 1990"
 */
public final class DiagonalCurvature {
    private static final Augmentation NONE = new Augmentation(0, false);
    /** Which classes' gradients are taken. */
    public enum Classes {
        ALL,
        DRAWN
    }

    private final Dataset data;

    /** @param data tells how its images are normalised */
    public DiagonalCurvature(Dataset data) {
        this.data = data;
    }

    /**
     * The diagonal by the name of each tensor, in its shape; nothing is negative.
     *
     * @param seed of the drawn classes
     * @throws TrainingException if the network can't be trained
     */
    public SortedMap<String, Tensor> of(WeightedNetwork network, ImageSet images, Classes classes, long seed)
            throws TrainingException {
        NetworkTrainer trainer = new NetworkTrainer(data, TrainingPlan.standard(), () -> 0);
        try (TrainableNetwork trainable = trainer.trainable(network.graph(), 1);
                Batches batch = Batches.of(images, data, 1)) {
            trainable.setWeights(network.weights());
            return new Pass(trainable, batch, classes, new SplittableRandom(seed)).over(images.size());
        }
    }

    /** One look at all images. */
    private static final class Pass {
        private final TrainableNetwork network;
        private final Batches batch;
        private final Classes classes;
        private final SplittableRandom random;
        private final float[] gradient;
        private final double[] sum;

        Pass(TrainableNetwork network, Batches batch, Classes classes, SplittableRandom random) {
            this.network = network;
            this.batch = batch;
            this.classes = classes;
            this.random = random;
            this.gradient = new float[(int) network.network().numParams()];
            this.sum = new double[gradient.length];
        }

        SortedMap<String, Tensor> over(int images) {
            int[] one = new int[1];
            for (int image = 0; image < images; image++) {
                one[0] = image;
                batch.fill(one, 0, NONE, 0, 0);
                double[] probabilities = Softmax.of(network.logits(batch.features())[0], 1);
                if (classes == Classes.DRAWN) {
                    add(drawn(probabilities), 1.0 / images);
                    continue;
                }
                for (int k = 0; k < probabilities.length; k++) {
                    if (probabilities[k] > 0) {
                        add(k, probabilities[k] / images);
                    }
                }
            }
            return network.named(sum);
        }

        private int drawn(double[] probabilities) {
            double left = random.nextDouble();
            for (int k = 0; k < probabilities.length - 1; k++) {
                left -= probabilities[k];
                if (left < 0) {
                    return k;
                }
            }
            return probabilities.length - 1;
        }

        /** Adds the squared gradient of a class's log-probability. */
        private void add(int label, double weight) {
            INDArray labels = batch.labels();
            labels.assign(0);
            labels.putScalar(0, label, 1);
            network.differentiate(batch.features(), labels);
            FloatBuffer flat = GradientDescent.buffer(
                    Objects.requireNonNull(network.network().getFlattenedGradients()));
            flat.get(0, gradient);
            for (int i = 0; i < gradient.length; i++) {
                sum[i] += weight * gradient[i] * gradient[i];
            }
        }
    }
}
