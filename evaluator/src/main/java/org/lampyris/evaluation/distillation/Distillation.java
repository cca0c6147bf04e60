package org.lampyris.evaluation.distillation;

import java.util.List;
import java.util.Optional;
import org.lampyris.input.InvalidInputException;
import org.lampyris.space.graph.NetworkGraph;

/**
 * How a teacher enters a student's loss. Its outputs: {@code (1 - weight) * CE(label, student) + weight * T^2 * KL(teacher
 * at T || student at T)}, T the temperature. Its inner results, if they are taught, add losses of their own.
 *
 * @param weight of the teacher's outputs, from 0 to 1
 * @param transfer of inner results
 * @see "Hinton, Vinyals, Dean: Distilling the knowledge in a neural network, 2015, section 2"
 */
public record Distillation(Teacher teacher, double temperature, double weight, Optional<FeatureTransfer> transfer) {
    public Distillation {
        if (!(temperature >= 1 && temperature <= 100) || !(weight >= 0 && weight <= 1)) {
            throw new IllegalArgumentException("no such distillation: temperature " + temperature
                    + " (must be from 1 to 100), weight " + weight + " (must be from 0 to 1)");
        }
    }

    /** By outputs alone. */
    public Distillation(Teacher teacher, double temperature, double weight) {
        this(teacher, temperature, weight, Optional.empty());
    }

    /** Whether a hash tells all that is taught: only then can a training go on later. */
    public boolean isKnown() {
        return transfer.isEmpty() && teacher.sha256().isPresent();
    }

    /**
     * Refuses what can't be taught to a student, before anything is trained.
     *
     * @throws InvalidInputException as {@link FeatureTransfer#check}
     */
    public void check(NetworkGraph student) {
        transfer.ifPresent(inner -> inner.check(student));
    }

    /** What a student has to learn within; as {@link FeatureTransfer#lessons}. */
    public List<Lesson> lessons(NetworkGraph student) {
        return transfer.map(inner -> inner.lessons(student)).orElse(List.of());
    }

    /** The loss of one image by outputs. */
    public double loss(float[] logits, int label, float[] teacherLogits) {
        double loss = (1 - weight) * -Math.log(Math.max(Softmax.of(logits, 1)[label], Double.MIN_NORMAL));
        double[] own = Softmax.of(logits, temperature);
        double[] taught = Softmax.of(teacherLogits, temperature);
        for (int k = 0; k < own.length; k++) {
            double ratio = Math.max(taught[k], Double.MIN_NORMAL) / Math.max(own[k], Double.MIN_NORMAL);
            loss += weight * temperature * temperature * taught[k] * Math.log(ratio);
        }
        return loss;
    }

    /** Its gradient by the logits. */
    public double[] gradient(float[] logits, int label, float[] teacherLogits) {
        double[] plain = Softmax.of(logits, 1);
        double[] own = Softmax.of(logits, temperature);
        double[] taught = Softmax.of(teacherLogits, temperature);
        double[] gradient = new double[logits.length];
        for (int k = 0; k < gradient.length; k++) {
            double byLabel = plain[k] - (k == label ? 1 : 0);
            gradient[k] = (1 - weight) * byLabel + weight * temperature * (own[k] - taught[k]);
        }
        return gradient;
    }
}
