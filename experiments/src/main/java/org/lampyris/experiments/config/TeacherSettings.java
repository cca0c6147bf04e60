package org.lampyris.experiments.config;

import org.lampyris.evaluation.distillation.TransferWeights;

/**
 * Who teaches, and how.
 *
 * @param network a run, whose best network teaches, {@code RUN:front} for all of its front, {@code RUN:TRIAL}, or an ONNX
 *     file
 * @param temperature what logits are divided by, 1 to 100
 * @param weight of the teacher's outputs beside the labels, 0 to 1
 * @param transfer of the teacher's inner results; none in a search
 */
public record TeacherSettings(String network, double temperature, double weight, TransferWeights transfer) {
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

    /** By outputs alone. */
    public TeacherSettings(String network, double temperature, double weight) {
        this(network, temperature, weight, TransferWeights.NONE);
    }

    public TeacherSettings withNetwork(String other) {
        return new TeacherSettings(other, temperature, weight, transfer);
    }
}
