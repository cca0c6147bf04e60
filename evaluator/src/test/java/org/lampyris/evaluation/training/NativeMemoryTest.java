package org.lampyris.evaluation.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NativeMemoryTest {
    private static final long MEGABYTE = 1L << 20;
    private static final long GIGABYTE = 1L << 30;
    private static final String LIMIT = "org.bytedeco.javacpp.maxbytes";
    private static final String PHYSICAL = "org.bytedeco.javacpp.maxphysicalbytes";
    private static final String WORKERS = "lampyris.workers";

    private final Map<String, String> before = new TreeMap<>();

    @BeforeEach
    void remember() {
        for (String name : new String[] {LIMIT, PHYSICAL, WORKERS}) {
            String value = System.clearProperty(name);
            if (value != null) {
                before.put(name, value);
            }
        }
    }

    @AfterEach
    void restore() {
        for (String name : new String[] {LIMIT, PHYSICAL, WORKERS}) {
            System.clearProperty(name);
        }
        before.forEach(System::setProperty);
    }

    /** In gigabytes of memory and heap, workers, megabytes allowed: 7/8 (memory - heap - 384 - 96 workers). */
    @ParameterizedTest
    @CsvSource({"16, 4, 1, 10332", "16, 4, 8, 9744", "4, 1, 2, 2184", "2, 1, 1, 476", "1, 1, 1, 256", "64, 4, 64, 48048"
    })
    void limitIsWhatTheOthersLeave(int machine, int heap, int workers, long megabytes) {
        long limit = NativeMemory.limit(machine * GIGABYTE, heap * GIGABYTE, workers);
        assertEquals(megabytes, limit / MEGABYTE);
    }

    @Test
    void heapWorkersAndLimitFitTheMachine() {
        for (int machine = 2; machine <= 256; machine *= 2) {
            for (int workers = 1; workers <= 8; workers *= 2) {
                long heap = Math.min(4 * GIGABYTE, machine * GIGABYTE / 4);
                long limit = NativeMemory.limit(machine * GIGABYTE, heap, workers);
                assertTrue(heap + limit < machine * GIGABYTE, machine + " GB, " + workers + " workers: " + limit);
            }
        }
    }

    @Test
    void propertiesAreSetOnceAndAUsersOwnStay() {
        NativeMemory.settle(16 * GIGABYTE, 4 * GIGABYTE, 4);
        Map<String, String> set = new LinkedHashMap<>();
        set.put(LIMIT, String.valueOf(NativeMemory.limit(16 * GIGABYTE, 4 * GIGABYTE, 4)));
        set.put(PHYSICAL, "0");
        set.put(WORKERS, "4");
        set.forEach((name, value) -> assertEquals(value, System.getProperty(name), name));
        assertEquals(25, NativeMemory.share(100));
        System.setProperty(LIMIT, "3g");
        NativeMemory.settle(16 * GIGABYTE, 4 * GIGABYTE, 1);
        assertEquals("3g", System.getProperty(LIMIT));
        assertEquals(100, NativeMemory.share(100));
    }

    /** Another JVM, since JavaCPP reads the limit once. */
    @Test
    void javaCppKeepsToTheLimit() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Limited.class.getName())
                .redirectErrorStream(true)
                .start();
        String text = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), text);
        long limit = NativeMemory.limit(3 * GIGABYTE, GIGABYTE, 2);
        assertEquals("limit " + limit + ", refused", text.lines().reduce("", (a, b) -> b));
    }

    /** Settles the limit, and asks for more. */
    static final class Limited {
        public static void main(String[] arguments) {
            NativeMemory.settle(3 * GIGABYTE, GIGABYTE, 2);
            String end = "given";
            try (org.bytedeco.javacpp.BytePointer more =
                    new org.bytedeco.javacpp.BytePointer(org.bytedeco.javacpp.Pointer.maxBytes() + 1)) {
                more.put(0, (byte) 1);
            } catch (OutOfMemoryError e) {
                end = "refused";
            }
            System.out.println("limit " + org.bytedeco.javacpp.Pointer.maxBytes() + ", " + end);
        }
    }

    @Test
    void linuxTellsWhatIsResident() {
        assumeTrue(Files.isReadable(Path.of("/proc/self/status")), "skipped: /proc/self/status is not there");
        long bytes = NativeMemory.resident().orElseThrow();
        assertTrue(bytes > 20 * MEGABYTE && bytes < 100 * GIGABYTE, "resident " + bytes);
    }
}
