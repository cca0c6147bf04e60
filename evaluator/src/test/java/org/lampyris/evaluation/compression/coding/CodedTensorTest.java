package org.lampyris.evaluation.compression.coding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lampyris.evaluation.weights.Tensor;

final class CodedTensorTest {
    private static final List<List<Integer>> SHAPES = List.of(
            List.of(),
            List.of(1),
            List.of(7),
            List.of(1, 1),
            List.of(5, 9),
            List.of(16, 3, 3, 3),
            List.of(40, 1, 5, 5));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void everyCodeComesBackBitForBit(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<CodedTensor> codes = new ArrayList<>();
        for (List<Integer> shape : SHAPES) {
            for (double share : new double[] {0, 0.1, 0.6, 1}) {
                codes.addAll(codes(random, shape, share));
            }
        }
        LampWriter writer = new LampWriter(new byte[0]);
        codes.forEach(writer::add);
        byte[] file = writer.finish();
        LampReader reader = new LampReader("file", file);
        for (CodedTensor code : codes) {
            CodedTensor read = reader.next(code.shape());
            assertEquals(code.getClass(), read.getClass(), "seed " + seed);
            assertEquals(code.decode(), read.decode(), "seed " + seed + " " + code.getClass());
            assertEquals(code.bits(), read.bits(), "seed " + seed);
        }
        reader.finish();
        double bits = codes.stream().mapToDouble(CodedTensor::bits).sum();
        assertEquals(bits / 8 + 5 + 32, file.length, 3);
    }

    private static List<CodedTensor> codes(SplittableRandom random, List<Integer> shape, double share) {
        int size = CodedTensor.size(shape);
        float[] any = new float[size];
        float[] powers = new float[size];
        int[] clusters = new int[size];
        int[] signed = new int[size];
        int[] unsigned = new int[size];
        int bits = 1 + random.nextInt(8);
        float[] codebook = new float[1 + random.nextInt(random.nextBoolean() ? 3 : 60)];
        for (int i = 0; i < codebook.length; i++) {
            codebook[i] = random.nextInt(9) == 0 ? -0f : (float) random.nextGaussian();
        }
        for (int i = 0; i < size; i++) {
            boolean kept = random.nextDouble() < share;
            any[i] = kept ? Float.intBitsToFloat(random.nextInt()) : 0;
            clusters[i] = kept ? random.nextInt(codebook.length) : -1;
            signed[i] = kept ? random.nextInt(1 << bits) - (1 << bits >> 1) : 0;
            unsigned[i] = random.nextInt(1 << bits);
            powers[i] = kept ? power(random) + (i < size / 2 ? power(random) : 0) : 0;
        }
        int channels = random.nextBoolean() ? 1 : CodedTensor.channels(shape);
        float[] scales = new float[channels];
        int[] zeros = new int[channels];
        for (int i = 0; i < scales.length; i++) {
            scales[i] = random.nextFloat() + 0.01f;
        }
        Arrays.setAll(zeros, i -> random.nextInt(1 << bits));
        Shared shared = Shared.of(shape, codebook, clusters);
        return List.of(
                Raw.of(Tensor.of(any, shape)),
                Half.round(Tensor.of(any, shape)),
                Shared.of(Tensor.of(any, shape)),
                shared,
                Shared.of(Half.round(shared.decode()).decode()),
                Uniform.signed(shape, bits, scales, signed),
                Uniform.of(shape, bits, scales, zeros, unsigned),
                PowersOfTwo.of(Tensor.of(powers, shape)),
                CodedTensor.lossless(Tensor.of(any, shape)));
    }

    private static float power(SplittableRandom random) {
        return Math.scalb(random.nextBoolean() ? 1f : -1f, -random.nextInt(6));
    }

    @Test
    void sharedValuesAreThoseOfTheCodebook() {
        float[] codebook = {0.5f, -0f, Float.NaN, 0.5f, 0, 1e-30f};
        int[] assignment = {0, 1, 2, 3, 4, 5, -1, 0};
        Shared shared = Shared.of(List.of(2, 4), codebook, assignment);

        assertEquals(Tensor.of(new float[] {0.5f, -0f, Float.NaN, 0.5f, 0, 1e-30f, 0, 0.5f}, 2, 4), shared.decode());
        assertEquals(4, shared.values(), "0.5, -0, NaN, 1e-30");
        assertThrows(IllegalArgumentException.class, () -> Shared.of(List.of(1), codebook, new int[] {6}));
        assertThrows(IllegalArgumentException.class, () -> Shared.of(List.of(1), codebook, new int[] {-2}));
        assertThrows(IllegalArgumentException.class, () -> Shared.of(List.of(2), codebook, new int[] {1}));
    }

    @Test
    void uniformIsScaleTimesDistanceFromZeroPoint() {
        Uniform perChannel =
                Uniform.of(List.of(2, 2), 3, new float[] {0.1f, 3}, new int[] {2, 7}, new int[] {0, 7, 7, 1});
        assertEquals(Tensor.of(new float[] {0.1f * -2, 0.1f * 5, 0, -18}, 2, 2), perChannel.decode());

        Uniform signed = Uniform.signed(List.of(3), 8, new float[] {0.25f}, new int[] {-128, 127, 0});
        assertEquals(Tensor.of(new float[] {-32, 31.75f, 0}, 3), signed.decode());

        List<Integer> one = List.of(1);
        float[] scale = {1};
        int[] zero = {0};
        assertThrows(IllegalArgumentException.class, () -> Uniform.signed(one, 8, scale, new int[] {128}));
        assertThrows(IllegalArgumentException.class, () -> Uniform.signed(one, 1, scale, new int[] {1}));
        assertThrows(IllegalArgumentException.class, () -> Uniform.of(one, 2, scale, zero, new int[] {4}));
        assertThrows(IllegalArgumentException.class, () -> Uniform.of(one, 2, scale, zero, new int[] {-1}));
        assertThrows(IllegalArgumentException.class, () -> Uniform.of(one, 9, scale, zero, zero));
        assertThrows(IllegalArgumentException.class, () -> Uniform.signed(one, 8, new float[] {0}, zero));
        assertThrows(IllegalArgumentException.class, () -> Uniform.signed(one, 8, new float[] {Float.NaN}, zero));
        assertThrows(IllegalArgumentException.class, () -> Uniform.signed(List.of(3), 8, new float[2], new int[3]));
    }

    static List<Float> noSums() {
        return List.of(11f, 0.1f, Float.NaN, Float.POSITIVE_INFINITY, 21 * Float.MIN_VALUE, 1.75f * 1.75f);
    }

    @ParameterizedTest
    @MethodSource("noSums")
    void onlySumsOfTwoPowersAreSuch(float value) {
        Tensor values = Tensor.of(new float[] {1, value}, 2);

        assertTrue(PowersOfTwo.exact(values).isEmpty());
        assertThrows(IllegalArgumentException.class, () -> PowersOfTwo.of(values));
    }

    @Test
    void allSumsOfTwoPowersAreSuch() {
        List<Tensor> tensors = new ArrayList<>();
        LampWriter writer = new LampWriter(new byte[0]);
        for (int larger = -149; larger <= 127; larger++) {
            List<Float> sums = new ArrayList<>();
            for (int smaller = Math.max(-149, larger - 23); smaller <= larger; smaller++) {
                for (int sign = -1; sign <= 1; sign++) {
                    float value = -Math.scalb(1f, larger) + sign * Math.scalb(1f, smaller);
                    sums.add(Float.isFinite(value) ? value : 1);
                }
            }
            float[] values = new float[sums.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = sums.get(i);
            }
            tensors.add(Tensor.of(values, 1, values.length));
        }
        tensors.forEach(tensor -> writer.add(PowersOfTwo.of(tensor)));
        LampReader reader = new LampReader("file", writer.finish());
        for (Tensor tensor : tensors) {
            assertEquals(tensor, reader.next(tensor.shape()).decode(), "of " + tensor.value(0));
        }
        reader.finish();
        Tensor negativeZero = Tensor.of(new float[] {-0f}, 1);
        assertEquals(Tensor.of(new float[] {0}, 1), PowersOfTwo.of(negativeZero).decode());
    }

    @Test
    void filtersOfFewerTermsTakeLess() {
        float[] values = new float[64 * 64];
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < values.length; i++) {
            values[i] = i < 32 * 64 ? power(random) : i < 48 * 64 ? 0 : power(random) + 0.25f * power(random);
        }
        double mixed = PowersOfTwo.of(Tensor.of(values, 64, 64)).bits();
        double lossless = CodedTensor.lossless(Tensor.of(values, 64, 64)).bits();

        assertTrue(mixed < 32 * 64 * 3.7 + 16 * 64 * 7.4 + 800, mixed + " bits");
        assertTrue(lossless <= mixed);
    }

    @Test
    void losslessTakesTheSmallest() {
        SplittableRandom random = new SplittableRandom(2);
        float[] values = new float[1000];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        Tensor floats = Tensor.of(values, 1000);
        assertInstanceOf(Raw.class, CodedTensor.lossless(floats));
        assertTrue(CodedTensor.lossless(floats).bits() < 28 * 1000, "exponents are predictable");
        assertInstanceOf(Half.class, CodedTensor.lossless(Half.round(floats).decode()));
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.rint(values[i] * 4) / 4;
        }
        CodedTensor few = CodedTensor.lossless(Tensor.of(values, 1000));
        assertInstanceOf(Shared.class, few);
        assertEquals(Tensor.of(values, 1000), few.decode());
    }

    @Test
    void theReportAddsUp() {
        Shared shared = Shared.of(List.of(10, 30), new float[] {1, 2, 3}, new int[300]);
        TensorReport report = TensorReport.of("fc.weight", shared);

        assertEquals(shared.bits(), report.bits(), 1e-9);
        assertEquals("Shared", report.kind());
        assertEquals(300, report.values());
        assertEquals(300, report.nonZero());
        assertEquals(report.bits() / 300, report.bitsPerWeight());
        assertEquals(SymbolCoding.values().length, report.alternatives().size());
        double least =
                report.alternatives().values().stream().min(Double::compare).orElseThrow();
        double symbols = report.bits()
                - report.spent().getOrDefault(Part.HEADER, 0.0)
                - report.spent().getOrDefault(Part.CODEBOOK, 0.0);
        assertTrue(symbols <= least + 1e-9, report.toString());
        assertTrue(TensorReport.of("x", Raw.of(shared.decode())).alternatives().isEmpty());
    }
}
