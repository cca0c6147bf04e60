package org.lampyris.evaluation.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.function.LongSupplier;

/** Measures how long a model takes for one image on this machine, with the threads that its runner was opened with. */
public final class OnnxMeter {
    private final LongSupplier nanoseconds;
    private final int warmUp;
    private final int repeats;

    /**
     * @param nanoseconds a clock that never goes back, e.g. {@code System::nanoTime}
     * @param warmUp runs that aren't counted, from 0
     * @param repeats runs that are, at least 1
     */
    public OnnxMeter(LongSupplier nanoseconds, int warmUp, int repeats) {
        if (warmUp < 0 || repeats < 1) {
            throw new IllegalArgumentException("can't measure " + repeats + " times after " + warmUp + " runs");
        }
        this.nanoseconds = nanoseconds;
        this.warmUp = warmUp;
        this.repeats = repeats;
    }

    /** Runs one image of a fixed pattern, preprocessing included, again and again. */
    public Latency measure(OnnxRunner runner) {
        int size = Math.toIntExact(runner.input().elements());
        FloatBuffer image = OnnxRunner.buffer(size);
        for (int i = 0; i < size; i++) {
            image.put(i, i * 37 % 256);
        }
        double[] milliseconds = new double[repeats];
        try (OnnxTensor tensor = runner.tensor(image, 1)) {
            for (int i = 0; i < warmUp; i++) {
                runner.run(tensor).close();
            }
            for (int i = 0; i < repeats; i++) {
                long start = nanoseconds.getAsLong();
                OrtSession.Result result = runner.run(tensor);
                milliseconds[i] = (nanoseconds.getAsLong() - start) / 1e6;
                result.close();
            }
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime failed: " + e.getMessage(), e);
        }
        return Latency.of(milliseconds);
    }
}
