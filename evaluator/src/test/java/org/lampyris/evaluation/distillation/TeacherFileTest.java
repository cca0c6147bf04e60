package org.lampyris.evaluation.distillation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lampyris.input.InvalidInputException;

class TeacherFileTest {
    @TempDir
    private Path folder;

    private static float[][] drawn(SplittableRandom random, int images, int classes) {
        float[][] logits = new float[images][classes];
        for (float[] row : logits) {
            for (int k = 0; k < classes; k++) {
                row[k] = (float) (5 * random.nextGaussian());
            }
        }
        return logits;
    }

    private static String hash(CachedTeacher teacher) {
        return teacher.sha256().orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void whatIsWrittenIsReadAsTheSame(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        int images = random.nextInt(1, 30);
        int classes = random.nextInt(2, 12);
        float[][] plain = drawn(random, images, classes);
        float[][] mirrored = seed % 2 == 0 ? plain : drawn(random, images, classes);
        CachedTeacher teacher = new CachedTeacher(plain, mirrored);
        Path file = folder.resolve("teacher.logits");
        TeacherFile.write(file, teacher);
        CachedTeacher read = TeacherFile.read(file, hash(teacher));
        for (int i = 0; i < images; i++) {
            assertArrayEquals(plain[i], read.logits(i, false));
            assertArrayEquals(mirrored[i], read.logits(i, true));
        }
        assertEquals(teacher.sha256(), read.sha256());
        assertEquals(seed % 2 == 1, read.mirrors());
    }

    @Test
    void theFormatStays() throws IOException {
        Path file = folder.resolve("golden.logits");
        TeacherFile.write(file, new CachedTeacher(new float[][] {{1, -2}, {0.5f, 0}}, new float[][] {{3, 4}, {-1, 0.25f}
        }));
        String content = "6c616d7074656131" + "00000002" + "00000002" + "00000002" + "3f800000" + "c0000000"
                + "3f000000" + "00000000" + "40400000" + "40800000" + "bf800000" + "3e800000";
        String written = HexFormat.of().formatHex(Files.readAllBytes(file));
        assertEquals(content, written.substring(0, content.length()));
        assertEquals(content.length() + 64, written.length());
    }

    /** Each byte counts, and each that is missing. */
    @Test
    void damagedFilesAreRefused() throws IOException {
        CachedTeacher teacher = new CachedTeacher(drawn(new SplittableRandom(1), 4, 3), new float[4][3]);
        Path file = folder.resolve("teacher.logits");
        TeacherFile.write(file, teacher);
        byte[] whole = Files.readAllBytes(file);
        for (int i = 0; i < whole.length; i++) {
            byte[] changed = whole.clone();
            changed[i] ^= 4;
            refused(file, changed, hash(teacher));
            refused(file, Arrays.copyOf(whole, i), hash(teacher));
        }
        refused(file, Arrays.copyOf(whole, whole.length + 1), hash(teacher));
        Files.delete(file);
        InvalidInputException missing =
                assertThrows(InvalidInputException.class, () -> TeacherFile.read(file, hash(teacher)));
        assertTrue(missing.getMessage().contains("it is missing"), missing.getMessage());
    }

    private static void refused(Path file, byte[] content, String sha256) throws IOException {
        Files.write(file, content);
        InvalidInputException refused = assertThrows(InvalidInputException.class, () -> TeacherFile.read(file, sha256));
        assertTrue(refused.getMessage().contains("teacher.logits"), refused.getMessage());
    }

    @Test
    void anotherTeachersFileIsRefused() throws IOException {
        SplittableRandom random = new SplittableRandom(3);
        CachedTeacher mine = new CachedTeacher(drawn(random, 4, 3), drawn(random, 4, 3));
        CachedTeacher other = new CachedTeacher(drawn(random, 4, 3), drawn(random, 4, 3));
        assertNotEquals(mine.sha256(), other.sha256());
        Path file = folder.resolve("teacher.logits");
        TeacherFile.write(file, other);
        InvalidInputException refused =
                assertThrows(InvalidInputException.class, () -> TeacherFile.read(file, hash(mine)));
        assertTrue(refused.getMessage().contains("another teacher's"), refused.getMessage());
    }
}
