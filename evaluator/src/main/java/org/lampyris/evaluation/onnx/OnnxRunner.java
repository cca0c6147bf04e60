package org.lampyris.evaluation.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.lampyris.input.InvalidInputException;
import org.lampyris.space.graph.TensorShape;

/**
 * Runs a file of {@link OnnxWriter} with ONNX Runtime, which knows nothing of the engine. Images are raw pixel values
 * from 0 to 255 in the order image, channel, row, column. With one thread the same images give the same bits. Not to be
 * used by two threads at once.
 */
public final class OnnxRunner implements AutoCloseable {
    private static final int BATCH = 64;

    private final OrtSession session;
    private final TensorShape input;
    private final ModelMetadata metadata;

    private OnnxRunner(OrtSession session) throws OrtException {
        this.session = session;
        this.metadata = ModelMetadata.parse(session.getMetadata().getCustomMetadata());
        long[] image = shape(session.getInputInfo(), OnnxWriter.INPUT, 4);
        long[] logits = shape(session.getOutputInfo(), OnnxWriter.OUTPUT, 2);
        this.input = new TensorShape((int) image[1], (int) image[2], (int) image[3]);
        if (logits[1] != metadata.classes().size()) {
            throw new IllegalArgumentException(
                    "it has " + logits[1] + " logits for " + metadata.classes().size() + " classes");
        }
    }

    /** With one thread. */
    public static OnnxRunner open(Path file) {
        return open(file, 1);
    }

    /**
     * Loads a file, and ONNX Runtime's native library if this is the first one.
     *
     * @param threads at least 1
     * @throws InvalidInputException if the file isn't there or isn't one of ours
     */
    public static OnnxRunner open(Path file, int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("at least one thread is needed, not " + threads);
        }
        return open(file.toString(), ModelFile.read(file), threads);
    }

    /**
     * The same of a file's content, with one thread.
     *
     * @param where what it is called in messages
     * @throws InvalidInputException if it isn't one of ours
     */
    public static OnnxRunner open(String where, byte[] model) {
        return open(where, model, 1);
    }

    private static OnnxRunner open(String where, byte[] model, int threads) {
        try {
            OrtSession session = OnnxEnvironment.session(model, threads);
            try {
                return new OnnxRunner(session);
            } catch (OrtException | RuntimeException e) {
                session.close();
                throw e;
            }
        } catch (OrtException | IllegalArgumentException e) {
            throw InvalidInputException.at(
                    where, "not a model of ours (" + e.getMessage() + ")", "Export the network again.");
        }
    }

    /** The shape of one image. */
    public TensorShape input() {
        return input;
    }

    /** The names of the classes in the order of the logits. */
    public List<String> classes() {
        return metadata.classes();
    }

    /** What the model does with the pixels by itself. */
    public Preprocessing preprocessing() {
        return metadata.preprocessing();
    }

    /** What else was kept with the network. */
    public SortedMap<String, String> metadata() {
        return metadata.others();
    }

    /**
     * @param images as many whole images as are to be classified, at least one
     * @return the logits of each image
     */
    public float[][] logits(float[] images) {
        int count = count(images.length);
        FloatBuffer buffer = buffer(images.length).put(images).flip();
        try (OnnxTensor tensor = tensor(buffer, count);
                OrtSession.Result result = run(tensor)) {
            FloatBuffer values = ((OnnxTensor) result.get(0)).getFloatBuffer();
            float[][] logits = new float[count][classes().size()];
            for (float[] row : logits) {
                values.get(row);
            }
            return logits;
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime failed: " + e.getMessage(), e);
        }
    }

    /** The same of unsigned bytes, all that remain in the buffer, which stays as it is; some images at a time. */
    public float[][] logits(ByteBuffer images) {
        float[][] logits = new float[count(images.remaining())][];
        int size = Math.toIntExact(input.elements());
        for (int first = 0; first < logits.length; first += BATCH) {
            float[] pixels = new float[Math.min(BATCH, logits.length - first) * size];
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = Byte.toUnsignedInt(images.get(images.position() + first * size + i));
            }
            float[][] batch = logits(pixels);
            System.arraycopy(batch, 0, logits, first, batch.length);
        }
        return logits;
    }

    /**
     * The share of images whose largest logit (the first of equals) is that of their label.
     *
     * @param images unsigned bytes, all that remain in the buffer, which stays as it is
     * @param shape of each image
     * @param labels one an image, from 0
     * @return 0 to 1
     */
    public double accuracy(ByteBuffer images, TensorShape shape, int[] labels) {
        if (!shape.equals(input) || labels.length == 0 || labels.length * input.elements() != images.remaining()) {
            throw new IllegalArgumentException(labels.length + " labels and " + images.remaining() + " bytes of "
                    + shape + " images don't fit a model for " + input);
        }
        float[][] logits = logits(images);
        int right = 0;
        for (int i = 0; i < labels.length; i++) {
            right += largest(logits[i]) == labels[i] ? 1 : 0;
        }
        return (double) right / labels.length;
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime can't close a session: " + e.getMessage(), e);
        }
    }

    /** @param images a direct buffer of whole images */
    OnnxTensor tensor(FloatBuffer images, int count) throws OrtException {
        long[] shape = {count, input.channels(), input.height(), input.width()};
        return OnnxTensor.createTensor(OnnxEnvironment.get(), images, shape);
    }

    OrtSession.Result run(OnnxTensor images) throws OrtException {
        return session.run(Map.of(OnnxWriter.INPUT, images));
    }

    static FloatBuffer buffer(int values) {
        return ByteBuffer.allocateDirect(Math.multiplyExact(Float.BYTES, values))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    private int count(int values) {
        long size = input.elements();
        if (values == 0 || values % size != 0) {
            throw new IllegalArgumentException(values + " values are no whole number of " + input + " images");
        }
        return (int) (values / size);
    }

    static int largest(float[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            best = values[i] > values[best] ? i : best;
        }
        return best;
    }

    private static long[] shape(Map<String, NodeInfo> values, String name, int rank) {
        NodeInfo node = values.get(name);
        if (values.size() != 1 || node == null || !(node.getInfo() instanceof TensorInfo info)) {
            throw new IllegalArgumentException("it has " + values.keySet() + " where one '" + name + "' is expected");
        }
        long[] shape = info.getShape();
        if (shape.length != rank || Arrays.stream(shape).skip(1).anyMatch(size -> size < 1)) {
            throw new IllegalArgumentException("its " + name + " has the shape " + Arrays.toString(shape));
        }
        return shape;
    }
}
