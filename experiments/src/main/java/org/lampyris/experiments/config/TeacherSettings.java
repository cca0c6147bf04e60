package org.lampyris.experiments.config;

/**
 * Who teaches every network of a search, and how.
 *
 * @param network a run, whose best network teaches, {@code RUN:front} for all of its front, {@code RUN:TRIAL}, or an ONNX
 *     file
 * @param temperature what logits are divided by, 1 to 100
 * @param weight of the teacher beside the labels, 0 to 1
 */
public record TeacherSettings(String network, double temperature, double weight) {
    /** Where none is given. */
    public static final double TEMPERATURE = 2;

    /** Where none is given. */
    public static final double WEIGHT = 0.9;

    public TeacherSettings {
        if (!(temperature >= 1 && temperature <= 100)) {
            throw new IllegalArgumentException("the temperature is " + temperature + ", but must be from 1 to 100");
        }
        if (!(weight >= 0 && weight <= 1)) {
            throw new IllegalArgumentException("the teacher's weight is " + weight + ", but must be from 0 to 1");
        }
    }

    public TeacherSettings withNetwork(String other) {
        return new TeacherSettings(other, temperature, weight);
    }
}
