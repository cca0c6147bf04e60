package org.lampyris.evaluation.weights;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lampyris.input.InvalidInputException;
import org.lampyris.input.Sha256;

/**
 * Weights in a file of the safetensors format: the header's length (8 bytes, little-endian), a JSON header with names,
 * shapes and offsets, then the raw little-endian floats. Values survive bit for bit. Reading runs no code of the file
 * and trusts none of its numbers. Only 32-bit floats ({@code F32}) are read.
 *
 * @see <a href="https://github.com/huggingface/safetensors">safetensors, 2022, section "Format"</a>
 */
public final class Safetensors {
    /** The largest file that is read, in bytes. */
    static final long MAX_FILE = 1L << 30;

    /** The largest header that is read, in bytes. */
    static final long MAX_HEADER = 8L << 20;

    private static final int LENGTH_BYTES = 8;

    private Safetensors() {}

    /**
     * What a file holds.
     *
     * @param metadata what the writer added, e.g. the architecture
     * @param sha256 of the whole file, 64 hexadecimal digits
     */
    public record Content(NetworkWeights weights, SortedMap<String, String> metadata, String sha256) {
        public Content {
            metadata = Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
        }
    }

    /**
     * Writes the file durably; it is there in full or not at all. The same weights and metadata give the same bytes.
     *
     * @return the SHA-256 of the file, 64 hexadecimal digits
     * @throws IOException if it can't be written; an older file stays as it was
     */
    public static String write(Path file, NetworkWeights weights, Map<String, String> metadata) throws IOException {
        return DurableFile.write(file, encode(weights, metadata));
    }

    /**
     * Reads a file whatever its hash.
     *
     * @throws InvalidInputException if it isn't there or isn't such a file
     */
    public static Content read(Path file) {
        byte[] bytes = bytes(file);
        return decode(file, bytes, Sha256.hex(bytes));
    }

    /**
     * Reads a file of known content.
     *
     * @param sha256 64 hexadecimal digits
     * @throws InvalidInputException if it isn't there, isn't such a file, or has another hash
     */
    public static Content read(Path file, String sha256) {
        byte[] bytes = bytes(file);
        String found = Sha256.hex(bytes);
        if (!found.equals(sha256.toLowerCase(Locale.ROOT))) {
            throw InvalidInputException.at(
                    file.toString(),
                    "the SHA-256 is " + found + ", not " + sha256,
                    "The file was changed or damaged: restore it or train the network again.");
        }
        return decode(file, bytes, found);
    }

    static byte[] encode(NetworkWeights weights, Map<String, String> metadata) {
        byte[] header = SafetensorsHeader.of(weights, metadata).toBytes();
        int start = LENGTH_BYTES + header.length;
        byte[] file = new byte[Math.toIntExact(start + Float.BYTES * weights.size())];
        ByteBuffer out = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        out.putLong(header.length).put(header);
        FloatBuffer values = out.asFloatBuffer();
        weights.tensors().values().forEach(tensor -> values.put(tensor.buffer()));
        return file;
    }

    private static Content decode(Path file, byte[] bytes, String sha256) {
        if (bytes.length < LENGTH_BYTES) {
            throw invalid(file, "it has only " + bytes.length + " bytes");
        }
        long length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
        long most = Math.min(MAX_HEADER, bytes.length - LENGTH_BYTES);
        if (length < 2 || length > most) {
            throw invalid(
                    file, "its header has " + Long.toUnsignedString(length) + " bytes, which is not 2 to " + most);
        }
        int start = LENGTH_BYTES + (int) length;
        try {
            ByteBuffer json = ByteBuffer.wrap(bytes, LENGTH_BYTES, (int) length);
            SafetensorsHeader header = SafetensorsHeader.parse(json, bytes.length - start);
            SortedMap<String, Tensor> tensors = new TreeMap<>();
            header.entries().forEach((name, entry) -> {
                float[] values = new float[(int) (entry.bytes() / Float.BYTES)];
                ByteBuffer.wrap(bytes, start + (int) entry.begin(), (int) entry.bytes())
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asFloatBuffer()
                        .get(values);
                tensors.put(name, Tensor.of(values, entry.shape()));
            });
            return new Content(new NetworkWeights(tensors), header.metadata(), sha256);
        } catch (MalformedHeaderException e) {
            throw invalid(file, e.getMessage());
        }
    }

    private static byte[] bytes(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            long size = Files.size(file);
            byte[] bytes = size > MAX_FILE ? new byte[0] : in.readNBytes((int) MAX_FILE + 1);
            if (size > MAX_FILE || bytes.length > MAX_FILE) {
                throw InvalidInputException.at(
                        file.toString(),
                        "it has " + Math.max(size, bytes.length) + " bytes",
                        "Weights files may have up to " + MAX_FILE + ".");
            }
            return bytes;
        } catch (IOException e) {
            String problem = Files.exists(file) ? "it can't be read (" + e.getMessage() + ")" : "there is no such file";
            throw InvalidInputException.at(file.toString(), problem, "A weights file (.safetensors) is needed.");
        }
    }

    private static InvalidInputException invalid(Path file, String problem) {
        return InvalidInputException.at(
                file.toString(),
                "not a safetensors file with F32 tensors: " + problem,
                "Restore it or write it again.");
    }
}
