package org.lampyris.evaluation.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lampyris.evaluation.compression.coding.LampWriter;
import org.lampyris.evaluation.compression.coding.Raw;
import org.lampyris.evaluation.weights.Tensor;
import org.lampyris.input.InvalidInputException;
import org.lampyris.input.Sha256;

final class BrokenLampTest {
    private static final String NO_LAMP = "no .lamp file: ";

    @Test
    void anyChangedByteIsRefused() {
        byte[] lamp = Lamp.pack(TinyLamp.model(), TinyLamp.codes());
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < lamp.length; i++) {
            byte was = lamp[i];
            boolean all = i < 10 || i % 40 == 0 || i > lamp.length - 3;
            for (int change = 1; change < 256; change += all ? 1 : 255) {
                lamp[i] ^= (byte) (all ? change : 1 + random.nextInt(255));
                refused(lamp, NO_LAMP);
                lamp[i] = was;
            }
        }
        for (int length = 0; length < lamp.length; length++) {
            refused(Arrays.copyOf(lamp, length), NO_LAMP);
        }
        refused(Arrays.copyOf(lamp, lamp.length + 1), NO_LAMP);
        assertArrayEquals(Lamp.pack(TinyLamp.model(), TinyLamp.codes()), lamp);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void forgedFilesAreReadOrRefusedButNeverElse(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] whole = Lamp.pack(TinyLamp.model(), TinyLamp.codes());
        int refused = 0;
        for (int round = 0; round < 80; round++) {
            byte[] content = Arrays.copyOf(whole, whole.length - 32);
            switch (random.nextInt(4)) {
                case 0 -> content = Arrays.copyOf(content, 5 + random.nextInt(content.length - 5));
                case 1 -> content = Arrays.copyOf(content, content.length + random.nextInt(3000));
                case 2 -> {
                    byte[] noise = new byte[content.length - 5];
                    random.nextBytes(noise);
                    System.arraycopy(noise, 0, content, 5, noise.length);
                }
                default -> {
                    // The skeleton stays as it is.
                }
            }
            for (int flips = 1 + random.nextInt(3); flips > 0 && content.length > 5; flips--) {
                int late = (int) (content.length * Math.sqrt(random.nextDouble()));
                content[Math.max(5, late)] ^= (byte) (1 << random.nextInt(8));
            }
            try {
                Lamp.unpack(signed(content));
            } catch (InvalidInputException e) {
                refused++;
                assertTrue(e.getMessage().startsWith("the compressed network: "), e.getMessage());
            }
        }
        assertTrue(refused > 20, "seed " + seed + ": only " + refused + " of 80 refused");
    }

    @Test
    @Timeout(value = 30, unit = TimeUnit.SECONDS)
    void hugeTensorsOfTinyFilesAreRefused() {
        for (long size : new long[] {1 << 20, 1 << 28, Integer.MAX_VALUE}) {
            refused(forged(size), "it would unfold to over ");
            refused(forged(2, size / 2), "it would unfold to over ");
        }
        refused(forged(1L << 31), "has the shape [2147483648]");
        refused(forged(1L << 40), "has the shape [1099511627776]");
        refused(forged(1 << 16, 1 << 16), "has the shape [65536, 65536]");
        refused(forged(1 << 30, 1 << 30, 1 << 30, 1 << 30), "has the shape [1073741824, ");
        refused(forged(-1, -1), "has the shape [-1, -1]");
    }

    /** A file of one tensor of which there is only the shape. */
    private static byte[] forged(long... shape) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setDataType(1);
        Arrays.stream(shape).forEach(tensor::addDims);
        return new LampWriter(TinyLamp.modelOf(tensor)).finish();
    }

    @Test
    void refusesModelsItCantPack() {
        TensorProto.Builder tensor =
                TensorProto.newBuilder().setName("w").setDataType(1).addDims(2);
        Tensor two = Tensor.of(new float[2], 2);
        notPacked("no ONNX file", new byte[] {1, 2, 3});
        notPacked("no ONNX file", new byte[0]);
        notPacked("values of the shape [2]", TinyLamp.modelOf(tensor.clone()));
        notPacked("values of the shape [2]", TinyLamp.modelOf(tensor.clone().addFloatData(1)));
        notPacked(
                "values of the shape [2]",
                TinyLamp.modelOf(tensor.clone().setRawData(ByteString.copyFrom(new byte[9]))));
        notPacked("shape [2, -1]", TinyLamp.modelOf(tensor.clone().addDims(-1)));
        notPacked("shape [2, 4294967296]", TinyLamp.modelOf(tensor.clone().addDims(1L << 32)));
        notPacked(
                "isn't in the file",
                TinyLamp.modelOf(tensor.clone().setDataLocation(TensorProto.DataLocation.EXTERNAL)));
        notPacked(
                "two initializers are called w",
                TinyLamp.modelOf(
                        tensor.clone().setRawData(TinyLamp.raw(two)),
                        tensor.clone().setRawData(TinyLamp.raw(two))));

        byte[] model = TinyLamp.modelOf(tensor.clone().setRawData(TinyLamp.raw(two)));
        assertThrows(IllegalArgumentException.class, () -> Lamp.pack(model, Map.of("v", Raw.of(two))));
        Tensor other = Tensor.of(new float[2], 1, 2);
        assertThrows(IllegalArgumentException.class, () -> Lamp.pack(model, Map.of("w", Raw.of(other))));
    }

    private static void notPacked(String complaint, byte[] model) {
        InvalidInputException error = assertThrows(InvalidInputException.class, () -> Lamp.pack(model, Map.of()));
        assertTrue(error.getMessage().startsWith("the ONNX model: "), error.getMessage());
        assertTrue(error.getMessage().contains(complaint), error.getMessage());
    }

    private static void refused(byte[] lamp, String complaint) {
        InvalidInputException error = assertThrows(InvalidInputException.class, () -> Lamp.unpack(lamp));
        assertEquals(1, error.getMessage().lines().count());
        assertTrue(error.getMessage().contains(complaint), error.getMessage());
    }

    private static byte[] signed(byte[] content) {
        byte[] file = Arrays.copyOf(content, content.length + 32);
        System.arraycopy(Sha256.digest().digest(content), 0, file, content.length, 32);
        return file;
    }
}
