package org.lampyris.evaluation.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.function.LongSupplier;
import org.lampyris.space.graph.TensorShape;

/** A model in ONNX Runtime that is run for the time that it takes, on one image. */
public final class OnnxStopwatch implements AutoCloseable {
    private final OrtSession session;
    private final OnnxTensor image;
    private final LongSupplier nanoseconds;

    private OnnxStopwatch(OrtSession session, OnnxTensor image, LongSupplier nanoseconds) {
        this.session = session;
        this.image = image;
        this.nanoseconds = nanoseconds;
    }

    /**
     * @param model the content of a file of {@link OnnxWriter#encodePart} or of {@link OnnxWriter#encode}
     * @param input the shape of its image
     * @param threads at least 1
     * @param nanoseconds a clock that never goes back
     * @throws IllegalArgumentException if ONNX Runtime doesn't take the model
     */
    public static OnnxStopwatch open(byte[] model, TensorShape input, int threads, LongSupplier nanoseconds) {
        try {
            OrtSession session = OnnxEnvironment.session(model, threads);
            try {
                FloatBuffer pixels = OnnxRunner.buffer(Math.toIntExact(input.elements()));
                for (int i = 0; i < pixels.capacity(); i++) {
                    pixels.put(i, i * 37 % 256 / 128f - 1);
                }
                long[] shape = {1, input.channels(), input.height(), input.width()};
                return new OnnxStopwatch(
                        session, OnnxTensor.createTensor(OnnxEnvironment.get(), pixels, shape), nanoseconds);
            } catch (OrtException | RuntimeException e) {
                session.close();
                throw e;
            }
        } catch (OrtException e) {
            throw new IllegalArgumentException("ONNX Runtime doesn't take the model: " + e.getMessage(), e);
        }
    }

    /** The runtime's version. */
    public static String runtimeVersion() {
        return OnnxEnvironment.get().getVersion();
    }

    /** The milliseconds of each of some runs, one after the other. */
    public double[] run(int times) {
        Map<String, OnnxTensor> input = Map.of(OnnxWriter.INPUT, image);
        double[] milliseconds = new double[times];
        try {
            for (int i = 0; i < times; i++) {
                long start = nanoseconds.getAsLong();
                OrtSession.Result result = session.run(input);
                milliseconds[i] = (nanoseconds.getAsLong() - start) / 1e6;
                result.close();
            }
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime failed: " + e.getMessage(), e);
        }
        return milliseconds;
    }

    @Override
    public void close() {
        image.close();
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime can't close a session: " + e.getMessage(), e);
        }
    }
}
