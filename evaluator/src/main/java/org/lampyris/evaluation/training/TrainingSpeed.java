package org.lampyris.evaluation.training;

import java.util.Locale;

/**
 * How fast a network was trained.
 *
 * @param parameters what training changes: weights, scales, shifts and biases, not the running statistics
 * @param threads networks trained at once, each on a thread of its own
 * @param imagesPerCpuSecond images by the processor time of the whole process
 * @param imagesPerSecond images of all threads by the clock on the wall
 */
public record TrainingSpeed(
        String network, long parameters, int threads, double imagesPerCpuSecond, double imagesPerSecond) {

    /** The form that the PyTorch script prints. */
    public String line() {
        return String.format(
                Locale.ROOT,
                "%s params=%d threads=%d train_img_per_cpu_s=%.1f train_img_per_s=%.1f",
                network,
                parameters,
                threads,
                imagesPerCpuSecond,
                imagesPerSecond);
    }
}
