package org.lampyris.evaluation.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lampyris.input.InvalidInputException;
import org.lampyris.space.graph.TensorShape;

class DatasetFileTest {
    private static final TensorShape SHAPE = new TensorShape(3, 4, 5);

    @TempDir
    private Path folder;

    private static ImageSet images(int count, SplittableRandom random) {
        byte[] pixels = new byte[(int) (count * SHAPE.elements())];
        random.nextBytes(pixels);
        return new ImageSet(SHAPE, pixels, random.ints(count, 0, 2).toArray());
    }

    private static Dataset data() {
        SplittableRandom random = new SplittableRandom(3);
        return new Dataset(
                "tiny", List.of("yes", "né"), new Splits(images(7, random), images(2, random), images(3, random)));
    }

    @Test
    void isReadAsItWasWritten() throws IOException {
        Path file = folder.resolve("tiny.data");
        Dataset data = data();
        DatasetFile.write(file, data);
        Dataset read = DatasetFile.read(file, data.sha256());
        assertEquals(data.sha256(), read.sha256());
        assertEquals(data.toString(), read.toString());
        assertEquals(data.classNames(), read.classNames());
    }

    @Test
    void anotherHashIsRefused() throws IOException {
        Path file = folder.resolve("tiny.data");
        DatasetFile.write(file, data());
        InvalidInputException refused =
                assertThrows(InvalidInputException.class, () -> DatasetFile.read(file, "0".repeat(64)));
        assertTrue(String.valueOf(refused.getMessage()).contains("its hash is"), refused.getMessage());
    }

    /** Every cut, and bytes changed here and there. */
    @Test
    void aDamagedFileIsRefused() throws IOException {
        Path file = folder.resolve("tiny.data");
        Dataset data = data();
        DatasetFile.write(file, data);
        byte[] whole = Files.readAllBytes(file);
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < 400; i++) {
            byte[] damaged = i % 2 == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
            if (i % 2 == 1) {
                int at = random.nextInt(whole.length);
                damaged[at] ^= (byte) (1 + random.nextInt(255));
                if (at >= 4 && at < 10) {
                    continue; // The name isn't part of the hash.
                }
            }
            Files.write(file, damaged);
            assertThrows(InvalidInputException.class, () -> DatasetFile.read(file, data.sha256()), "case " + i);
        }
    }
}
