package org.lampyris.hardware.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lampyris.hardware.HardwareProfiles;
import org.lampyris.hardware.latency.Decomposition;
import org.lampyris.hardware.latency.Entry;
import org.lampyris.hardware.latency.LatencyTable;
import org.lampyris.hardware.latency.Measurement;
import org.lampyris.hardware.latency.OperatorForm;
import org.lampyris.hardware.latency.OperatorKey;
import org.lampyris.hardware.latency.OperatorKind;
import org.lampyris.hardware.latency.Precision;
import org.lampyris.hardware.latency.Primitive;
import org.lampyris.space.graph.TensorShape;

class CalibrationTest {
    private static final OperatorKind[] KINDS = {
        OperatorKind.CONVOLUTION,
        OperatorKind.DEPTHWISE_CONVOLUTION,
        OperatorKind.INVERTED_BOTTLENECK,
        OperatorKind.SEPARABLE,
        OperatorKind.RESIDUAL_BOTTLENECK,
        OperatorKind.FIRE
    };

    @ParameterizedTest
    @CsvSource({"raspberry-pi-4, 97, 16, 12", "pixel-3, 97, 7.5, 5", "pixel-1, 72, 13, 12"})
    void leftOutEntriesArePredicted(String name, int entries, double mean, double median) {
        CalibrationReport report = model(name).report();
        assertEquals(entries, report.entries());
        assertTrue(report.meanPercent() < mean && report.medianPercent() < median, report::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"raspberry-pi-4", "pixel-3", "pixel-1"})
    void neverFallsWhenAnOperatorGrows(String name) {
        CalibratedModel model = model(name);
        for (int seed = 0; seed < 10_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            OperatorKey key = random(random);
            OperatorKey larger = grown(key, random.nextInt(5));
            if (key.changesShape() != larger.changesShape()) {
                continue; // Its shortcut comes or goes: another block.
            }
            double ms = milliseconds(model, key);
            double more = milliseconds(model, larger);
            String what = "seed %d: %s %s ms, %s %s ms".formatted(seed, key, ms, larger, more);
            assertTrue(ms >= 0 && Double.isFinite(more), what);
            assertTrue(more >= ms * (1 - 1e-12), what);
        }
    }

    @Test
    void recoversWhatATableWasMadeOf() {
        List<Entry> entries = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 40; i++) {
            int channels = 4 * (1 + random.nextInt(30));
            OperatorKey key =
                    key(i % 2 == 0 ? OperatorKind.CONVOLUTION : OperatorKind.SEPARABLE, 3, 1, channels, 8 + i);
            entries.add(new Entry(key, new Measurement(synthetic(key), 0, 0, OptionalDouble.empty()), false));
        }
        CalibratedModel model =
                Calibration.of(new LatencyTable(entries, List.of())).orElseThrow();
        OperatorKey unseen = key(OperatorKind.INVERTED_BOTTLENECK, 5, 6, 24, 56);
        assertEquals(synthetic(unseen), milliseconds(model, unseen), 0.01 * synthetic(unseen));
        assertTrue(model.report().worstPercent() < 1, model.report()::toString);
    }

    @Test
    void aTableWithoutDepthwiseConvolutionsKnowsNone() {
        List<Entry> entries = new ArrayList<>();
        for (int i = 1; i <= 10; i++) {
            OperatorKey key = key(OperatorKind.CONVOLUTION, 3, 1, 8 * i, 16);
            entries.add(new Entry(key, new Measurement(i, 0, 0, OptionalDouble.empty()), false));
        }
        CalibratedModel model =
                Calibration.of(new LatencyTable(entries, List.of())).orElseThrow();
        assertEquals(
                OptionalDouble.empty(),
                model.milliseconds(Decomposition.of(key(OperatorKind.SEPARABLE, 3, 1, 16, 16))));
        assertEquals(Optional.empty(), Calibration.of(new LatencyTable(entries.subList(0, 7), List.of())));
    }

    private static double synthetic(OperatorKey key) {
        double ms = 0;
        for (Primitive operator : Decomposition.of(key)) {
            double rate = operator.key().kind() == OperatorKind.DEPTHWISE_CONVOLUTION ? 5e-6 : 1e-6;
            ms += 0.02
                    + rate * operator.work().multiplyAdds()
                    + 2e-6 * (operator.work().activations() + operator.work().weights());
        }
        return ms;
    }

    private static double milliseconds(CalibratedModel model, OperatorKey key) {
        return model.milliseconds(Decomposition.of(key)).orElseThrow();
    }

    private static CalibratedModel model(String name) {
        return Calibration.of(HardwareProfiles.load(name).pricing().table()).orElseThrow();
    }

    private static OperatorKey random(SplittableRandom random) {
        OperatorKind kind = KINDS[random.nextInt(KINDS.length)];
        int channels = 16 * (1 + random.nextInt(20));
        int kernel = 3 + 2 * random.nextInt(3);
        double ratio = kind == OperatorKind.INVERTED_BOTTLENECK ? 1 + random.nextInt(6) : 0.25;
        OperatorForm form = new OperatorForm(kind, kernel, 1 + random.nextInt(2), kind.hasRatio() ? ratio : 1, 1);
        int out = kind == OperatorKind.DEPTHWISE_CONVOLUTION ? channels : 16 * (1 + random.nextInt(20));
        int side = 4 + random.nextInt(100);
        return new OperatorKey(form, new TensorShape(channels, side, side), out, Precision.FLOAT32);
    }

    /** With more input channels, output channels, resolution, kernel or ratio. */
    private static OperatorKey grown(OperatorKey key, int what) {
        OperatorForm form = key.form();
        boolean depthwise = form.kind() == OperatorKind.DEPTHWISE_CONVOLUTION;
        int in = key.in().channels() + (what == 0 || (depthwise && what == 1) ? 16 : 0);
        int out = key.outChannels() + (what == 1 || (depthwise && what == 0) ? 16 : 0);
        int side = key.in().height() + (what == 2 ? 1 : 0);
        int kernel = form.kernel() + (what == 3 ? 2 : 0);
        double ratio = form.ratio() * (what == 4 && form.kind().hasRatio() ? 2 : 1);
        OperatorForm larger = new OperatorForm(form.kind(), kernel, form.stride(), ratio, 1);
        return new OperatorKey(larger, new TensorShape(in, side, side), out, key.precision());
    }

    private static OperatorKey key(OperatorKind kind, int kernel, double ratio, int channels, int side) {
        return new OperatorKey(
                new OperatorForm(kind, kernel, 1, ratio, 1),
                new TensorShape(channels, side, side),
                channels + 4,
                Precision.FLOAT32);
    }
}
