package org.lampyris.hardware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lampyris.input.InvalidInputException;

class BrokenProfilesTest {
    private static final String VALID = """
            device: Edge board
            description: A board
            precision: int8
            provenance:
              measured_by: the tests
              method: made up
              date: 2026-11-23
              source: here
              licence: MIT
            limits:
              latency_ms: 20
              flash: 512KB
            latency:
              fallback: none
              columns: [operator, kernel, stride, in, out, resolution, ms]
              entries:
                - [convolution, 3, 2, 64, 128, 56, 1.5]
                - [dense, 1, 1, 64, 10, 1, 0.1]
            roofline:
              convolution_mmacs_per_s: 100
              depthwise_mmacs_per_s: 50
              dense_mmacs_per_s: 80
              memory_mb_per_s: 40
              overhead_us: 2
              relative_error: 0.2
            energy:
              power_mw: 42
            """;

    @TempDir
    private Path folder;

    /** What is replaced by what, the line that must be named, and words of the message. */
    static Stream<Arguments> breakages() {
        return Stream.of(
                Arguments.of("device: Edge board\n", "", 1, "the key 'device' is missing. Add it."),
                Arguments.of("device: Edge", "devise: x\ndevice: Edge", 1, "unknown key 'devise'"),
                Arguments.of("description", "device: again\ndescription", 2, "'device' stands twice"),
                Arguments.of("precision: int8", "precision: int4", 3, "float32, float16, int8"),
                Arguments.of("licence: MIT", "license: MIT", 9, "unknown key 'provenance.license'"),
                Arguments.of("  licence: MIT\n", "", 4, "'provenance.licence' is missing"),
                Arguments.of("latency_ms: 20", "latency_ms: -20", 11, "is -20. A number from 0.001"),
                Arguments.of("latency_ms: 20", "latency_ms: .nan", 11, "'.nan'"),
                Arguments.of("latency_ms: 20", "latency_ms: 0", 11, "is 0. A number from 0.001"),
                Arguments.of("latency_ms: 20", "latency_ms: 20ms", 11, "'20ms'"),
                Arguments.of("512KB", "512 kilobytes", 12, "A size such as 512KB is needed"),
                Arguments.of("512KB", "512", 12, "A size such as 512KB is needed"),
                Arguments.of("512KB", "-5KB", 12, "A size such as 512KB is needed"),
                Arguments.of("512KB", "0KB", 12, "A size from 1B"),
                Arguments.of("fallback: none", "fallback: guess", 14, "none, roofline"),
                Arguments.of("resolution, ms]", "resolution, msec]", 15, "unknown column 'msec'"),
                Arguments.of("resolution, ms]", "resolution, in]", 15, "repeats the column 'in'"),
                Arguments.of("resolution, ms]", "resolution]", 15, "lacks the column 'ms'"),
                Arguments.of("[operator, kernel", "[kernel, kernel", 15, "repeats the column 'kernel'"),
                Arguments.of("- [convolution,", "- [convolutoin,", 17, "'convolutoin'. Did you mean 'convolution'?"),
                Arguments.of("56, 1.5]", "56]", 17, "has 6 values for 7 columns"),
                Arguments.of("56, 1.5]", "56, -1.5]", 17, "is -1.5"),
                Arguments.of("56, 1.5]", "56, 1.5e999]", 17, "1.5e999"),
                Arguments.of("56, 1.5]", "56, NaN]", 17, "'NaN'"),
                Arguments.of("56, 1.5]", "56, '1.5']", 17, "'1.5'"),
                Arguments.of("56, 1.5]", "0, 1.5]", 17, "A whole number from 1"),
                Arguments.of("56, 1.5]", "56x0, 1.5]", 17, "56x0"),
                Arguments.of("convolution, 3,", "convolution, 4,", 17, "no possible operator"),
                Arguments.of("56, 1.5]", "56, 1e-300]", 17, "0 or at least 1.0E-9 is needed"),
                Arguments.of("64, 128, 56", "1048576, 1048576, 16384", 17, "larger than any operator"),
                Arguments.of("memory_mb_per_s: 40", "memory_mb_per_s: 1e-300", 23, "A number from 0.001"),
                Arguments.of("64, 128, 56", "64.5, 128, 56", 17, "'64.5'"),
                Arguments.of("64, 128, 56", "9999999, 128, 56", 17, "A whole number from 1"),
                Arguments.of("- [dense, 1, 1, 64, 10, 1, 0.1]", "- [convolution, 3, 2, 64, 128, 56, 2]", 18, "another"),
                Arguments.of("- [dense, 1, 1, 64, 10, 1, 0.1]", "- dense", 18, "A list is needed"),
                Arguments.of("memory_mb_per_s: 40", "memory_mb_per_s: fast", 23, "'fast'"),
                Arguments.of("  overhead_us: 2\n", "", 19, "'roofline.overhead_us' is missing"),
                Arguments.of("power_mw: 42", "power_mw: 1e999", 27, "1e999"),
                Arguments.of("power_mw: 42", "power: 42", 27, "unknown key 'energy.power'"),
                Arguments.of("power_mw: 42", "power_mw: 42\n---\ndevice: two", 28, "a second document"),
                Arguments.of("device: Edge", "device: !!java.lang.Runtime Edge", 1, "the tag"),
                Arguments.of("device: Edge board", "device: &a Edge board", 1, "an anchor"),
                Arguments.of("description: A board", "description: *a", 2, "an alias"),
                Arguments.of("device: Edge board", "device: " + "[".repeat(40) + "]".repeat(40), 1, "nested deeper"),
                Arguments.of("device: Edge board", "device: [x", 0, "not valid YAML"),
                Arguments.of("latency:\n", "latency: fast\n#\n", 0, "not valid YAML"));
    }

    @ParameterizedTest
    @MethodSource("breakages")
    void saysWhereAndWhat(String text, String instead, int line, String words) throws IOException {
        assertTrue(VALID.contains(text), text);
        String message = messageOf(VALID.replaceFirst(Pattern.quote(text), Matcher.quoteReplacement(instead)));
        assertTrue(message.startsWith("edge.yaml:" + (line == 0 ? "" : line + ": ")), message);
        assertTrue(message.contains(words), message);
        assertFalse(message.contains("\n"), message);
        assertTrue(message.endsWith("."), message);
    }

    @Test
    void withoutAnyPriceNothingCanBeDone() throws IOException {
        String message = messageOf(VALID.substring(0, VALID.indexOf("latency:\n")));
        assertTrue(message.contains("has neither 'latency' nor 'roofline'"), message);
    }

    @Test
    void fallbackWithoutRooflineIsRefused() throws IOException {
        String without = VALID.substring(0, VALID.indexOf("roofline:\n")).replace("none", "roofline");
        String message = messageOf(without);
        assertEquals("edge.yaml:13: latency asks for the fallback 'roofline'. Add a 'roofline' section.", message);
    }

    @Test
    void tooLargeFilesAreNotParsed() throws IOException {
        String message = messageOf(VALID + "#".repeat(10 * 1024 * 1024));
        assertTrue(message.contains("10485760 bytes"), message);
    }

    @Test
    void binaryFilesAreNotText() throws IOException {
        Path file = folder.resolve("edge.yaml");
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, (byte) 0xfa, 0});
        String message = messageOfLoading(file.toString());
        assertTrue(message.contains("not a text file in UTF-8"), message);
    }

    @Test
    void misspeltNamesGetTheShippedOnes() {
        String message = messageOfLoading("raspbery-pi-4");
        assertTrue(message.contains("Shipped ones are raspberry-pi-4, pixel-3, pixel-1, stm32l4r5"), message);
    }

    @Test
    void unbrokenItIsAccepted() throws IOException {
        Path file = Files.writeString(folder.resolve("edge.yaml"), VALID, StandardCharsets.UTF_8);
        assertEquals(
                2,
                HardwareProfiles.load(file.toString())
                        .pricing()
                        .table()
                        .entries()
                        .size());
    }

    private String messageOf(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("edge.yaml"), text, StandardCharsets.UTF_8);
        return messageOfLoading(file.toString());
    }

    private static String messageOfLoading(String nameOrPath) {
        return String.valueOf(assertThrows(InvalidInputException.class, () -> HardwareProfiles.load(nameOrPath))
                .getMessage());
    }
}
