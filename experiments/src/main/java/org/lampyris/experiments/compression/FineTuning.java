package org.lampyris.experiments.compression;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lampyris.evaluation.data.ImageSet;
import org.lampyris.evaluation.distillation.CachedTeacher;
import org.lampyris.evaluation.distillation.Distillation;
import org.lampyris.evaluation.onnx.OnnxRunner;
import org.lampyris.evaluation.training.EpochListener;
import org.lampyris.evaluation.training.NetworkTrainer;
import org.lampyris.evaluation.training.TrainedNetwork;
import org.lampyris.evaluation.training.TrainingException;
import org.lampyris.evaluation.training.TrainingPlan;
import org.lampyris.evaluation.training.TrainingPlan.Augmentation;
import org.lampyris.evaluation.training.TrainingPlan.Optimizer;
import org.lampyris.evaluation.training.TrainingPlan.Stopping;
import org.lampyris.evaluation.training.TrainingStates;
import org.lampyris.evaluation.training.WeightTransform;
import org.lampyris.evaluation.weights.WeightedNetwork;
import org.lampyris.experiments.SystemTime;
import org.lampyris.experiments.config.CompressionSettings;
import org.lampyris.experiments.teaching.TeacherReader;

/** Trains networks on, taught by the teacher that the settings name, or that of its run, or the network as it came. */
final class FineTuning {
    private static final int BATCH = 64;
    private static final double TEMPERATURE = 4;
    private static final double TEACHERS_WEIGHT = 0.7;
    private static final Duration NO_LIMIT = Duration.ofDays(365);

    private final Subject subject;
    private final CompressionSettings settings;
    private final byte[] original;
    private final TrainingStates states;
    private final Consumer<String> progress;
    private @Nullable Distillation teaching;
    private Optional<Distillation> other = Optional.empty();

    /**
     * @param original the network as it came, as ONNX
     * @param states of fine-tunings, for the same ones to go on from
     * @param progress hears of epochs, unless they are quick
     */
    FineTuning(
            Subject subject,
            CompressionSettings settings,
            byte[] original,
            TrainingStates states,
            Consumer<String> progress) {
        this.subject = subject;
        this.settings = settings;
        this.original = original;
        this.states = states;
        this.progress = progress;
    }

    /** @param transforms as {@link NetworkTrainer#tune} takes them */
    WeightedNetwork run(
            WeightedNetwork network, Map<String, WeightTransform> transforms, int epochs, Optimizer optimizer)
            throws TrainingException, InterruptedException {
        TrainingPlan plan = new TrainingPlan(epochs, BATCH, optimizer, augmentation(), new Stopping(0, NO_LIMIT));
        TrainedNetwork trained = new NetworkTrainer(subject.data(), plan, SystemTime::nanoseconds, states)
                .taughtBy(teaching())
                .reporting(new Epochs(epochs))
                .tune(network, transforms, settings.effort().seed());
        return new WeightedNetwork(network.graph(), trained.weights());
    }

    private Augmentation augmentation() {
        return new Augmentation(0, settings.effort().flip());
    }

    /** Says how far it is, at most twice a minute. */
    private final class Epochs implements EpochListener {
        private static final long SELDOM = 30_000_000_000L;

        private final int all;
        private long said = SystemTime.nanoseconds();

        Epochs(int all) {
            this.all = all;
        }

        @Override
        public void epochEnded(int epoch, OptionalDouble accuracy) {
            long now = SystemTime.nanoseconds();
            if (now - said > SELDOM) {
                said = now;
                progress.accept("fine-tuning: epoch " + epoch + " of " + all);
            }
        }
    }

    /** Who teaches, asked once. */
    Distillation teaching() {
        Distillation held = teaching;
        if (held == null) {
            other = settings.teacher()
                    .map(new TeacherReader(subject.data(), subject.source(), augmentation())::teaching)
                    .or(subject.provenance().teaching());
            held = other.orElseGet(this::byItself);
            teaching = held;
        }
        return held;
    }

    /** Who taught, unless it was the network as it came, or nobody yet. */
    Optional<Distillation> teacher() {
        return other;
    }

    private Distillation byItself() {
        try (OnnxRunner runner = OnnxRunner.open(subject.name(), original)) {
            ImageSet train = subject.data().train();
            float[][] plain = runner.logits(train.pixels());
            float[][] mirrored =
                    settings.effort().flip() ? runner.logits(train.mirrored().pixels()) : plain;
            return new Distillation(new CachedTeacher(plain, mirrored), TEMPERATURE, TEACHERS_WEIGHT);
        }
    }
}
