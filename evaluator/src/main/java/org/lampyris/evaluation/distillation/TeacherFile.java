package org.lampyris.evaluation.distillation;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.lampyris.evaluation.weights.DurableFile;
import org.lampyris.input.InvalidInputException;
import org.lampyris.input.Sha256;

/**
 * What a teacher says of the training images, in a file. Big-endian:
 *
 * <pre>
 * 8 bytes   "lamptea1"
 * int       number of images
 * int       number of classes
 * int       1: each image as it is; 2: as it is, then mirrored left to right
 * float     logits, [1 or 2][image][class]
 * 32 bytes  SHA-256 of all before
 * </pre>
 */
public final class TeacherFile {
    private static final byte[] MAGIC = "lamptea1".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADER = MAGIC.length + 3 * Integer.BYTES;
    private static final int HASH = 32;

    private TeacherFile() {}

    /** Writes the file durably; what stood there before stays until it is whole. */
    public static void write(Path file, CachedTeacher teacher) throws IOException {
        byte[] content = content(teacher);
        byte[] whole = Arrays.copyOf(content, content.length + HASH);
        System.arraycopy(Sha256.digest().digest(content), 0, whole, content.length, HASH);
        DurableFile.write(file, whole);
    }

    /** All but the hash. */
    static byte[] content(CachedTeacher teacher) {
        int views = teacher.mirrors() ? 2 : 1;
        long floats = (long) views * teacher.images() * teacher.classes();
        ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(HEADER + Float.BYTES * floats));
        buffer.put(MAGIC).putInt(teacher.images()).putInt(teacher.classes()).putInt(views);
        for (int view = 0; view < views; view++) {
            for (int i = 0; i < teacher.images(); i++) {
                for (float logit : teacher.logits(i, view == 1)) {
                    buffer.putFloat(logit);
                }
            }
        }
        return buffer.array();
    }

    /**
     * Reads a file that {@link #write} wrote.
     *
     * @param sha256 the {@linkplain CachedTeacher#sha256 hash} that it must have
     * @throws InvalidInputException if it is missing, damaged or another teacher's
     */
    public static CachedTeacher read(Path file, String sha256) {
        if (!Files.isRegularFile(file)) {
            throw refused(file, "it is missing");
        }
        byte[] whole;
        try {
            whole = Files.readAllBytes(file);
        } catch (IOException e) {
            throw refused(file, "it can't be read (" + e.getMessage() + ")");
        }
        if (whole.length < HEADER + HASH || !Arrays.equals(Arrays.copyOf(whole, MAGIC.length), MAGIC)) {
            throw refused(file, "it is no teacher's file");
        }
        byte[] content = Arrays.copyOf(whole, whole.length - HASH);
        String found = Sha256.hex(content);
        if (!found.equals(HexFormat.of().formatHex(whole, content.length, whole.length))) {
            throw refused(file, "it is damaged");
        }
        if (!found.equals(sha256)) {
            throw refused(file, "it is another teacher's: its hash is " + found + ", not " + sha256);
        }
        return parse(file, ByteBuffer.wrap(content).position(MAGIC.length));
    }

    private static CachedTeacher parse(Path file, ByteBuffer buffer) {
        int images = buffer.getInt();
        int classes = buffer.getInt();
        int views = buffer.getInt();
        boolean sane = images > 0 && classes > 1 && (views == 1 || views == 2);
        if (!sane || (double) views * images * classes * Float.BYTES != buffer.remaining()) {
            throw refused(file, "it doesn't have the " + views + " x " + images + " x " + classes + " values it says");
        }
        float[][] plain = matrix(buffer, images, classes);
        try {
            return new CachedTeacher(plain, views == 2 ? matrix(buffer, images, classes) : plain);
        } catch (IllegalArgumentException e) {
            throw refused(file, String.valueOf(e.getMessage()));
        }
    }

    private static float[][] matrix(ByteBuffer buffer, int images, int classes) {
        float[][] matrix = new float[images][classes];
        for (float[] row : matrix) {
            for (int k = 0; k < classes; k++) {
                row[k] = buffer.getFloat();
            }
        }
        return matrix;
    }

    private static InvalidInputException refused(Path file, String problem) {
        return InvalidInputException.at(
                file.toString(), "what the teacher said can't be used: " + problem, "Put the file back as it was.");
    }
}
