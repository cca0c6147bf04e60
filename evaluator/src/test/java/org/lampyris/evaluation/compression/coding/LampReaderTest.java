package org.lampyris.evaluation.compression.coding;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lampyris.input.InvalidInputException;
import org.lampyris.input.Sha256;

final class LampReaderTest {

    @ParameterizedTest
    @CsvSource({"2147483646, skeleton has", "1000000000, skeleton has", "1000000, unfold to over"})
    void skeletonsLargerThanTheFileAllowsAreRefused(int length, String complaint) {
        RangeEncoder out = new RangeEncoder();
        out.number(length);
        InvalidInputException error =
                assertThrows(InvalidInputException.class, () -> new LampReader("a.lamp", file(out)));

        assertTrue(error.getMessage().startsWith("a.lamp: "), error.getMessage());
        assertTrue(error.getMessage().contains(complaint), error.getMessage());
    }

    static List<List<Integer>> shapes() {
        return List.of(List.of(0), List.of(-3), List.of(1 << 20), List.of(1 << 16, 1 << 16), List.of(1 << 16, 1 << 15));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void tensorsLargerThanTheFileAllowsAreRefused(List<Integer> shape) {
        RangeEncoder out = new RangeEncoder();
        out.number(0);
        LampReader reader = new LampReader("a.lamp", file(out));

        assertThrows(InvalidInputException.class, () -> reader.next(shape));
    }

    private static byte[] file(RangeEncoder out) {
        byte[] stream = out.finish();
        byte[] content = ByteBuffer.allocate(LampWriter.MAGIC.length + 1 + stream.length)
                .put(LampWriter.MAGIC)
                .put(LampWriter.VERSION)
                .put(stream)
                .array();
        return ByteBuffer.allocate(content.length + LampWriter.HASH_BYTES)
                .put(content)
                .put(Sha256.digest().digest(content))
                .array();
    }
}
