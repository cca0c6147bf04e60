package org.lampyris.evaluation.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.lampyris.input.InvalidInputException;

/**
 * Any ONNX file with one input and one output of 32-bit floats, run by ONNX Runtime with one thread. Not to be used by
 * two threads at once.
 */
public final class OnnxModel implements AutoCloseable {
    private final OrtSession session;
    private final String input;
    private final long[] shape;

    private OnnxModel(OrtSession session) throws OrtException {
        this.session = session;
        Map<String, NodeInfo> inputs = session.getInputInfo();
        Map<String, NodeInfo> outputs = session.getOutputInfo();
        if (inputs.size() != 1 || outputs.size() != 1) {
            throw new IllegalArgumentException(
                    "it has the inputs " + inputs.keySet() + " and the outputs " + outputs.keySet());
        }
        this.input = inputs.keySet().iterator().next();
        this.shape = shape(inputs.values().iterator().next());
        shape(outputs.values().iterator().next());
        if (shape.length == 0 || Arrays.stream(shape).skip(1).anyMatch(size -> size < 1)) {
            throw new IllegalArgumentException("its input has the shape " + Arrays.toString(shape));
        }
    }

    /** @throws InvalidInputException if it isn't there or isn't such a model */
    public static OnnxModel open(Path file) {
        return open(file.toString(), ModelFile.read(file));
    }

    /**
     * @param where for messages
     * @param model the content of a file
     * @throws InvalidInputException if it isn't such a model
     */
    public static OnnxModel open(String where, byte[] model) {
        try {
            OrtSession session = OnnxEnvironment.session(model, 1);
            try {
                return new OnnxModel(session);
            } catch (OrtException | RuntimeException e) {
                session.close();
                throw e;
            }
        } catch (OrtException | IllegalArgumentException e) {
            throw InvalidInputException.at(
                    where, "not a model that can be run (" + e.getMessage() + ")", "Export the network again.");
        }
    }

    /**
     * @param images all that remain, in the order that the model takes; stays as it is
     * @param count how many they are; a model whose batch is fixed is run once for each batch
     * @return a row an image
     */
    public float[][] run(FloatBuffer images, int count) {
        long size = Arrays.stream(shape).skip(1).reduce(1, (a, b) -> a * b);
        int batch = shape[0] < 1 ? count : Math.toIntExact(shape[0]);
        if (count < 1 || count % batch != 0 || images.remaining() != count * size) {
            throw new IllegalArgumentException(images.remaining() + " values are no " + count + " images of " + size
                    + " values in batches of " + batch);
        }
        float[][] rows = new float[count][];
        int each = Math.toIntExact(batch * size);
        for (int first = 0; first < count; first += batch) {
            FloatBuffer part = OnnxRunner.buffer(each)
                    .put(images.slice(images.position() + first / batch * each, each))
                    .flip();
            FloatBuffer values = compute(part, batch);
            for (int i = 0; i < batch; i++) {
                rows[first + i] = new float[values.capacity() / batch];
                values.get(rows[first + i]);
            }
        }
        return rows;
    }

    private FloatBuffer compute(FloatBuffer images, int batch) {
        long[] sizes = shape.clone();
        sizes[0] = batch;
        try (OnnxTensor tensor = OnnxTensor.createTensor(OnnxEnvironment.get(), images, sizes);
                OrtSession.Result result = session.run(Map.of(input, tensor))) {
            return ((OnnxTensor) result.get(0)).getFloatBuffer();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime failed: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime can't close a session: " + e.getMessage(), e);
        }
    }

    private static long[] shape(NodeInfo node) {
        if (!(node.getInfo() instanceof TensorInfo info) || info.type != OnnxJavaType.FLOAT) {
            throw new IllegalArgumentException("its " + node.getName() + " is no tensor of 32-bit floats");
        }
        return info.getShape();
    }
}
