package org.lampyris.evaluation.training;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lampyris.input.InvalidInputException;

final class ProcessorTest {
    private static final Processor OLD = new Processor("Old", Set.of("sse", "sse4_1", "sse4_2"));
    private static final Processor OLDER = new Processor("Older", Set.of("sse", "sse2"));
    private static final Processor USUAL = new Processor("Usual", Set.of("sse4_1", "avx", "avx2", "fma"));
    private static final Processor UNKNOWN = new Processor("Unknown", Set.of());

    @Test
    void linuxDescribesIt() {
        Processor found = Processor.parse(List.of(
                "processor\t: 0",
                "model name\t: Fast CPU @ 2.00GHz",
                "flags\t\t: fpu sse4_1 avx2",
                "processor\t: 1",
                "model name\t: Other",
                "flags\t\t: none"));
        assertEquals(new Processor("Fast CPU @ 2.00GHz", Set.of("fpu", "sse4_1", "avx2")), found);
        assertEquals(Set.of(), Processor.parse(List.of("Features : asimd")).features());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            linux-x86_64-onednn        | ''         | SSE4.1                | ''
            linux-x86_64-onednn-avx2   | AVX2, FMA  | SSE4.1, AVX2, FMA     | ''
            linux-x86_64-onednn-avx512 | AVX2, FMA, AVX512F, AVX512BW, AVX512DQ, AVX512VL |             SSE4.1, AVX2, FMA, AVX512F, AVX512BW, AVX512DQ, AVX512VL | AVX512F, AVX512BW, AVX512DQ, AVX512VL
            linux-arm64                | ''         | ''                    | ''
            """)
    void librariesNeedTheirVectors(String libraries, String old, String older, String usual) {
        assertEquals(old, String.join(", ", OLD.missing(libraries)));
        assertEquals(older, String.join(", ", OLDER.missing(libraries)));
        assertEquals(usual, String.join(", ", USUAL.missing(libraries)));
        assertEquals(List.of(), UNKNOWN.missing(libraries));
    }

    @Test
    void whatIsMissingIsNamedInOneLine() {
        InvalidInputException e =
                assertThrows(InvalidInputException.class, () -> Natives.check(OLD, "linux-x86_64-onednn-avx2"));
        String message = String.valueOf(e.getMessage());
        assertTrue(message.startsWith("This CPU (Old) lacks AVX2, FMA, which"), message);
        assertEquals(1, message.lines().count());
        assertDoesNotThrow(() -> Natives.check(USUAL, "linux-x86_64-onednn-avx2"));
    }

    @Test
    void whatIsLoadedIsSaid() {
        String line = Natives.load();
        String shipped = Natives.shipped().orElseThrow();
        assertTrue(line.startsWith("natives: nd4j-native-") && line.contains(shipped + ","), line);
        assertTrue(line.contains(Processor.ofThisMachine().model()), line);
        assertTrue(line.contains("BLAS OPENBLAS openblas-"), line);
    }
}
