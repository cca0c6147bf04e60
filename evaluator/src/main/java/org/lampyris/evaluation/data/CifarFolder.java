package org.lampyris.evaluation.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lampyris.input.InvalidInputException;
import org.lampyris.space.graph.TensorShape;

/**
 * CIFAR-10 in its binary form: {@code data_batch_*.bin} for training and {@code test_batch.bin}, records of one byte
 * label and 3,072 bytes of pixels (red, green, blue planes of 32 x 32).
 *
 * @see <a href="https://www.cs.toronto.edu/~kriz/cifar.html">Krizhevsky, "Learning Multiple Layers of Features from Tiny
 *     Images", 2009</a>
 */
final class CifarFolder implements FolderFormat {
    static final List<String> CLASS_NAMES =
            List.of("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");
    private static final TensorShape SHAPE = new TensorShape(3, 32, 32);
    private static final int PIXELS = 3 * 32 * 32;
    private static final int RECORD = 1 + PIXELS;

    @Override
    public boolean recognises(Path folder) {
        return !batches(folder).isEmpty();
    }

    @Override
    public LabelledImages read(Path folder, DataOptions options) {
        ImageSet train = Conversion.of(records(batches(folder)), options, folder.toString());
        Optional<ImageSet> test = Optional.of(folder.resolve("test_batch.bin"))
                .filter(Files::exists)
                .map(file -> Conversion.of(records(List.of(file)), options, folder.toString()));
        return new LabelledImages(folder.toString(), CLASS_NAMES, train, Optional.empty(), test);
    }

    private static List<Path> batches(Path folder) {
        return FolderListing.of(folder).stream()
                .filter(file -> FolderListing.nameOf(file).matches("data_batch_\\d+\\.bin"))
                .toList();
    }

    private static ImageSet records(List<Path> files) {
        List<Integer> counts = new ArrayList<>();
        long total = 0;
        for (Path file : files) {
            long size = size(file);
            if (size == 0 || size % RECORD != 0) {
                throw InvalidInputException.at(
                        file.toString(),
                        size + " bytes are no whole number of records of " + RECORD + " bytes",
                        "The file is cut off or of another kind: fetch it again.");
            }
            total += size;
            PixelLimit.checkMemory(file.toString(), total);
            counts.add((int) (size / RECORD));
        }
        int images = counts.stream().mapToInt(Integer::intValue).sum();
        byte[] pixels = new byte[images * PIXELS];
        int[] labels = new int[images];
        int next = 0;
        for (int f = 0; f < files.size(); f++) {
            byte[] records = bytes(files.get(f), counts.get(f) * RECORD);
            for (int r = 0; r < counts.get(f); r++, next++) {
                labels[next] = records[r * RECORD] & 0xff;
                if (labels[next] >= CLASS_NAMES.size()) {
                    throw InvalidInputException.at(
                            files.get(f).toString(),
                            "record " + (r + 1) + " has the label " + labels[next] + ", 0 to 9 exist",
                            "The file is damaged or of another kind: fetch it again.");
                }
                System.arraycopy(records, r * RECORD + 1, pixels, next * PIXELS, PIXELS);
            }
        }
        return new ImageSet(SHAPE, pixels, labels);
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw Unreadable.file(file, e);
        }
    }

    private static byte[] bytes(Path file, int length) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            if (bytes.length != length) {
                throw new IOException("it changed while it was read");
            }
            return bytes;
        } catch (IOException e) {
            throw Unreadable.file(file, e);
        }
    }
}
