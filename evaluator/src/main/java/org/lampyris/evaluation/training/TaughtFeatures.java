package org.lampyris.evaluation.training;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.lampyris.evaluation.distillation.Lesson;
import org.lampyris.evaluation.distillation.Shown;
import org.lampyris.evaluation.training.layers.FeatureTap;

/** The lessons of a training, each at its place within the network. What the teacher shows must be seen before each step. */
final class TaughtFeatures {
    private final List<Attended> all;

    /** @param taps by the name of the node whose result passes through */
    TaughtFeatures(List<Lesson> lessons, Function<String, FeatureTap> taps) {
        this.all = lessons.stream().map(Attended::new).toList();
        all.stream()
                .collect(Collectors.groupingBy(one -> one.lesson.node()))
                .forEach((node, own) -> taps.apply(node)
                        .setListener((features, gradient, images) ->
                                own.forEach(one -> one.add(features, gradient, images))));
    }

    /** A lesson with the batch that is on its way. */
    private static final class Attended {
        final Lesson lesson;
        float[][] taught = {};
        double loss;

        Attended(Lesson lesson) {
            this.lesson = lesson;
        }

        void add(FloatBuffer features, FloatBuffer gradient, int images) {
            int size = features.capacity() / images;
            float[] own = new float[size];
            float[] slopes = new float[size];
            float[] total = new float[size];
            float weight = (float) lesson.weight();
            double sum = 0;
            for (int n = 0; n < images; n++) {
                features.get(n * size, own);
                sum += lesson.loss().of(own, taught[n], slopes);
                gradient.get(n * size, total);
                for (int i = 0; i < size; i++) {
                    total[i] += weight * slopes[i];
                }
                gradient.put(n * size, total);
            }
            loss = lesson.weight() * sum / images;
        }
    }

    /** @param batch what the teacher shows of the images of the batch that comes, [N][values] */
    void see(Function<Shown, float[][]> batch) {
        all.forEach(one -> one.taught = batch.apply(one.lesson.shown()));
    }

    /** The weighted mean loss of the batch that was differentiated last. */
    double loss() {
        return all.stream().mapToDouble(one -> one.loss).sum();
    }

    /** Has the losses learn what they learn themselves. */
    void learn() {
        all.forEach(one -> one.lesson.loss().learn());
    }
}
