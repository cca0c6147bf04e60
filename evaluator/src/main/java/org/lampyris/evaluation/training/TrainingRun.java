package org.lampyris.evaluation.training;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;
import org.lampyris.evaluation.data.Dataset;
import org.lampyris.evaluation.distillation.Distillation;
import org.lampyris.evaluation.training.TrainingException.Reason;

/** One training on its way. */
final class TrainingRun {
    private final TrainableNetwork network;
    private final Batches batches;
    private final Dataset data;
    private final TrainingPlan plan;
    private final Course course;
    private final LongSupplier nanoseconds;
    private final long start;

    /** @param steps of an epoch */
    record Course(Dataset data, TrainingPlan plan, long seed, int steps, Optional<Distillation> distillation) {}

    TrainingRun(TrainableNetwork network, Batches batches, Course course, LongSupplier nanoseconds) {
        this.network = network;
        this.batches = batches;
        this.data = course.data();
        this.plan = course.plan();
        this.course = course;
        this.nanoseconds = nanoseconds;
        this.start = nanoseconds.getAsLong();
    }

    TrainableNetwork network() {
        return network;
    }

    /** Those of an epoch. */
    int steps() {
        return course.steps();
    }

    long seed() {
        return course.seed();
    }

    TrainedNetwork untilNothingIsGained(EpochListener listener) throws TrainingException, InterruptedException {
        TrainedNetwork best = trained(1, epoch(0));
        for (int epoch = 1; epoch < plan.epochs(); epoch++) {
            double loss = epoch(epoch);
            double accuracy = NetworkTrainer.accuracy(validationLogits(), data.validation());
            listener.epochEnded(epoch + 1, OptionalDouble.of(accuracy));
            if (accuracy > best.accuracy()) {
                best = new TrainedNetwork(network.weights(), accuracy, loss, epoch + 1);
            } else if (epoch + 1 - best.epochs() >= plan.stopping().patience()) {
                break;
            }
        }
        return best;
    }

    TrainedNetwork trained(int epochs, double loss) throws InterruptedException, TrainingException {
        return new TrainedNetwork(
                network.weights(), NetworkTrainer.accuracy(validationLogits(), data.validation()), loss, epochs);
    }

    private void checkpoint() throws InterruptedException, TrainingException {
        if (Thread.interrupted()) {
            throw new InterruptedException("training was interrupted");
        }
        if (nanoseconds.getAsLong() - start > plan.stopping().timeLimit().toNanos()) {
            throw new TrainingException(
                    Reason.TIMED_OUT,
                    "longer than " + plan.stopping().timeLimit().toSeconds() + " s");
        }
    }

    private float[][] validationLogits() throws InterruptedException, TrainingException {
        float[][] result = new float[data.validation().size()][];
        try (Batches images = Batches.of(data.validation(), data, plan.batchSize())) {
            for (int first = 0; first < result.length; first += images.batchSize()) {
                checkpoint();
                NetworkTrainer.logits(network, images, first, result);
            }
        }
        return finite(result);
    }

    /** The last step's weights are seen by no loss. */
    private static float[][] finite(float[][] logits) throws TrainingException {
        for (float[] image : logits) {
            for (float logit : image) {
                if (!Float.isFinite(logit)) {
                    throw new TrainingException(Reason.DIVERGED, "the trained network's output is " + logit);
                }
            }
        }
        return logits;
    }

    double epoch(int epoch) throws TrainingException, InterruptedException {
        int[] order = Batches.shuffled(data.train().size(), course.seed(), epoch);
        double sum = 0;
        for (int step = 0; step < course.steps(); step++) {
            if (Thread.interrupted()) {
                throw new InterruptedException("training was interrupted");
            }
            if (nanoseconds.getAsLong() - start > plan.stopping().timeLimit().toNanos()) {
                throw new TrainingException(
                        Reason.TIMED_OUT,
                        "longer than " + plan.stopping().timeLimit().toSeconds() + " s, in epoch " + (epoch + 1));
            }
            batches.fill(order, step * batches.batchSize(), plan.augmentation(), course.seed(), epoch);
            course.distillation().ifPresent(d -> network.hear(batches.taught(d.teacher()::logits)));
            network.see(batches::taught);
            double loss = network.fit(batches.features(), batches.labels());
            if (!Double.isFinite(loss)) {
                throw new TrainingException(
                        Reason.DIVERGED, "the loss is " + loss + " in epoch " + (epoch + 1) + ", step " + (step + 1));
            }
            sum += loss;
        }
        return sum / course.steps();
    }
}
