package org.lampyris.evaluation.distillation;

/**
 * How a teacher's outputs enter a student's loss: {@code (1 - weight) * CE(label, student) + weight * T^2 *
 * KL(teacher at T || student at T)}, T the temperature.
 *
 * @param weight of the teacher, from 0 to 1
 * @see "Hinton, Vinyals, Dean: Distilling the knowledge in a neural network, 2015, section 2"
 */
public record Distillation(Teacher teacher, double temperature, double weight) {
    public Distillation {
        if (!(temperature >= 1 && temperature <= 100) || !(weight >= 0 && weight <= 1)) {
            throw new IllegalArgumentException("no such distillation: temperature " + temperature
                    + " (must be from 1 to 100), weight " + weight + " (must be from 0 to 1)");
        }
    }

    /** The loss of one image. */
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
