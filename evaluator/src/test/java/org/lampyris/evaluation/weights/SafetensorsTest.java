package org.lampyris.evaluation.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lampyris.input.InvalidInputException;
import org.lampyris.input.Sha256;

final class SafetensorsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void anyBitsSurvive(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        SortedMap<String, Tensor> tensors = new TreeMap<>();
        for (int i = random.nextInt(6); i >= 0; i--) {
            int rows = 1 + random.nextInt(5);
            int columns = 1 + random.nextInt(300);
            ByteBuffer bits = ByteBuffer.allocate(4 * rows * columns);
            for (int k = 0; k < rows * columns; k++) {
                bits.putInt(k % 3 == 0 ? 0x7f800001 + random.nextInt(1 << 22) : random.nextInt());
            }
            float[] values = new float[rows * columns];
            bits.flip().asFloatBuffer().get(values);
            tensors.put("layer \"ü\\\u2028 " + i, Tensor.of(values, rows, columns));
        }
        NetworkWeights weights = new NetworkWeights(tensors);
        Map<String, String> metadata = Map.of("a", "line\n\"quoted\" \ud83d\udd25", "", "");

        Path file = folder.resolve("w.safetensors");
        String hash = Safetensors.write(file, weights, metadata);
        Safetensors.Content content = Safetensors.read(file, hash);

        assertEquals(weights, content.weights(), "seed " + seed);
        assertEquals(metadata, content.metadata(), "seed " + seed);
        assertEquals(hash, content.sha256());
        assertEquals(Sha256.hex(Files.readAllBytes(file)), hash);
    }

    @Test
    void nanPayloadsStandInTheFileBitForBit() {
        float signalling = Float.intBitsToFloat(0x7fa12345);
        byte[] file =
                Safetensors.encode(NetworkWeights.of(Map.of("t", Tensor.of(new float[] {signalling}, 1))), Map.of());
        int last = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(file.length - 4);

        assertEquals(Float.floatToRawIntBits(signalling), last);
    }

    @Test
    void writesAndReadsTheGoldenFile() throws IOException {
        byte[] golden = golden();
        Path file = Files.write(folder.resolve("golden.safetensors"), golden);
        Safetensors.Content content = Safetensors.read(file);

        assertEquals(goldenWeights(), content.weights());
        assertEquals(Map.of("network", "tiny"), content.metadata());
        assertArrayEquals(golden, Safetensors.encode(goldenWeights(), Map.of("network", "tiny")));
    }

    @Test
    void replacesAnOldFileAndLeavesNothingElse() throws IOException {
        Path file = Files.writeString(folder.resolve("w.safetensors"), "old");
        Safetensors.write(file, goldenWeights(), Map.of());

        assertEquals(goldenWeights(), Safetensors.read(file).weights());
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void aFailedWriteLeavesTheTargetAndNoTemporaryFile() throws IOException {
        Path file = folder.resolve("w.safetensors");
        Files.createDirectories(file.resolve("full"));

        assertThrows(IOException.class, () -> Safetensors.write(file, goldenWeights(), Map.of()));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void refusesAnotherHash() throws IOException {
        Path file = folder.resolve("w.safetensors");
        String hash = Safetensors.write(file, goldenWeights(), Map.of());
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 3] ^= 1;
        Files.write(file, bytes);

        assertRefused(file, "SHA-256", () -> Safetensors.read(file, hash));
        assertFalse(Safetensors.read(file).weights().equals(goldenWeights()));
    }

    @Test
    void refusesWhatIsNotThere() {
        Path file = folder.resolve("none.safetensors");

        assertRefused(file, "there is no such file", () -> Safetensors.read(file));
    }

    @Test
    void refusesAHugeHeaderWithoutReservingMemory() throws IOException {
        for (long length : new long[] {0, 1, 9, Long.MAX_VALUE, -1, Integer.MAX_VALUE, Safetensors.MAX_HEADER + 1}) {
            ByteBuffer bytes = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
            Path file = Files.write(folder.resolve("w"), bytes.putLong(length).array());
            assertRefused(file, "header", () -> Safetensors.read(file));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]|JSON",
                "{'t'|JSON",
                "{}x |JSON",
                "{'t':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} {}|JSON",
                "{'t':{'dtype':'F16','shape':[4],'data_offsets':[0,8]}}|F16",
                "{'t':{'dtype':'I64','shape':[1],'data_offsets':[0,8]}}|I64",
                "{'t':{'dtype':'F32','shape':[2],'data_offsets':[0,12]}}|data_offsets",
                "{'t':{'dtype':'F32','shape':[3],'data_offsets':[0,12]}}|8 follow",
                "{'t':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}|8 follow",
                "{'t':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}}|begins at byte 4",
                "{'t':{'dtype':'F32','shape':[2],'data_offsets':[-8,0]}}|data_offsets",
                "{'t':{'dtype':'F32','shape':[2],'data_offsets':[8,0]}}|data_offsets",
                "{'t':{'dtype':'F32','shape':[2],'data_offsets':[0,8,8]}}|two data_offsets",
                "{'t':{'dtype':'F32','shape':[2]}}|two data_offsets",
                "{'t':{'dtype':'F32','shape':[-2],'data_offsets':[0,8]}}|positive",
                "{'t':{'dtype':'F32','shape':[0],'data_offsets':[0,0]}}|positive",
                "{'t':{'dtype':'F32','shape':[1.5],'data_offsets':[0,8]}}|JSON",
                "{'t':{'dtype':'F32','shape':['2'],'data_offsets':[0,8]}}|numbers",
                "{'t':{'dtype':'F32','shape':[65536,65536],'data_offsets':[0,8]}}|too large",
                "{'t':{'dtype':'F32','shape':[4294967298],'data_offsets':[0,8]}}|JSON",
                "{'t':{'dtype':'F32','shape':[1,1,1,1,1,1,1,1,2],'data_offsets':[0,8]}}|short list",
                "{'t':{'dtype':'F32','shape':[2],'data_offsets':[0,8],'x':1}}|unknown",
                "{'t':{'dtype':'F32','dtype':'F32','shape':[2],'data_offsets':[0,8]}}|twice",
                "{'t':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'t':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}}|twice",
                "{'t':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'u':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}}|begins at byte 4",
                "{'':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}|no name",
                "{'__metadata__':{'a':1},'t':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}|no text",
                "{'__metadata__':{'a':'1','a':'2'},'t':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}|twice",
                "{'__metadata__':{},'__metadata__':{},'t':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}|twice",
                "{t:{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}|JSON",
                "{'t':[[[[[[[[]]]]]]]]}|JSON",
            })
    void refusesABadHeader(String header, String complaint) throws IOException {
        byte[] json = header.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(16 + json.length).order(ByteOrder.LITTLE_ENDIAN);
        Path file = Files.write(
                folder.resolve("w"), bytes.putLong(json.length).put(json).array());

        assertRefused(file, complaint, () -> Safetensors.read(file));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void damagedFilesAreReadOrRefusedButNeverElse(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] whole = golden();
        int refused = 0;
        for (int round = 0; round < 300; round++) {
            byte[] bytes = Arrays.copyOf(whole, random.nextInt(4) == 0 ? random.nextInt(whole.length) : whole.length);
            for (int flips = random.nextInt(4); flips > 0 && bytes.length > 0; flips--) {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            }
            Path file = Files.write(folder.resolve("w"), bytes);
            try {
                Safetensors.read(file);
            } catch (InvalidInputException e) {
                refused++;
                assertTrue(String.valueOf(e.getMessage()).startsWith(file + ": "), e.getMessage());
            }
        }
        assertTrue(refused > 100, "seed " + seed + ": only " + refused + " of 300 refused");
    }

    private static NetworkWeights goldenWeights() {
        return NetworkWeights.of(Map.of(
                "conv.weight", Tensor.of(new float[] {1, -2.5f, Float.MIN_VALUE, Float.POSITIVE_INFINITY}, 2, 2, 1, 1),
                "conv.bn.mean", Tensor.of(new float[] {-0f, 0.1f}, 2),
                "fc.bias", Tensor.of(new float[] {Float.intBitsToFloat(0x7fc00bad)}, 1)));
    }

    private static byte[] golden() throws IOException {
        try (InputStream in = SafetensorsTest.class.getResourceAsStream("golden.safetensors")) {
            return Objects.requireNonNull(in).readAllBytes();
        }
    }

    private static void assertRefused(Path file, String complaint, Runnable read) {
        InvalidInputException error = assertThrows(InvalidInputException.class, read::run);
        String message = String.valueOf(error.getMessage());
        assertTrue(message.startsWith(file + ": "), message);
        assertTrue(message.contains(complaint), message);
        assertEquals(1, message.lines().count());
    }
}
