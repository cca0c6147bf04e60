package org.lampyris.hardware.roofline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lampyris.hardware.HardwareProfile;
import org.lampyris.hardware.HardwareProfiles;
import org.lampyris.hardware.latency.OperatorForm;
import org.lampyris.hardware.latency.OperatorKey;
import org.lampyris.hardware.latency.OperatorKind;
import org.lampyris.hardware.latency.Precision;
import org.lampyris.hardware.latency.Primitive;
import org.lampyris.space.graph.TensorShape;

/** The four networks of MLPerf Tiny on the board that the roofline was anchored on (Banbury et al. 2021, table 1). */
class MlPerfTinyTest {
    private final HardwareProfile profile = HardwareProfiles.load("stm32l4r5");
    private final Roofline roofline = profile.pricing().roofline().orElseThrow();

    @Test
    void rooflineIsWithinItsErrorOfWhatWasMeasured() {
        double[] errors = {
            error("ad", autoencoder(), 264_192, 5.2608, 203.368),
            error("ic", resNet8(), 12_501_632, 165.1255, 6919.375),
            error("kws", dsCnn(), 2_656_768, 43.1872, 1820.454),
            error("vww", mobileNet(), 7_489_664, 88.9284, 3894.566)
        };
        double squares = 0;
        for (double error : errors) {
            squares += error * error / errors.length;
        }
        assertEquals(roofline.relativeError(), Math.sqrt(squares), 0.005);
    }

    private double error(String name, List<Primitive> operators, long multiplyAdds, double ms, double microjoules) {
        assertEquals(
                multiplyAdds,
                operators.stream().mapToLong(o -> o.work().multiplyAdds()).sum(),
                name);
        double priced = operators.stream().mapToDouble(roofline::milliseconds).sum();
        double energy = priced * profile.pricing().powerMilliwatts().orElseThrow();
        assertTrue(Math.abs(priced / ms - 1) < 0.18, name + ": " + priced + " ms against " + ms);
        assertTrue(Math.abs(energy / microjoules - 1) < 0.18, name + ": " + energy + " uJ against " + microjoules);
        return priced / ms - 1;
    }

    private static List<Primitive> autoencoder() {
        int[] units = {640, 128, 128, 128, 128, 8, 128, 128, 128, 128, 640};
        List<Primitive> net = new ArrayList<>();
        for (int i = 1; i < units.length; i++) {
            net.add(dense(units[i - 1], units[i]));
        }
        return net;
    }

    private static List<Primitive> resNet8() {
        List<Primitive> net = new ArrayList<>();
        net.add(convolution(3, 16, 9, 32 * 32, 32 * 32));
        net.add(convolution(16, 16, 9, 32 * 32, 32 * 32));
        net.add(convolution(16, 16, 9, 32 * 32, 32 * 32));
        net.add(moved(3 * 16 * 32 * 32));
        for (int stage = 0, side = 32, in = 16; stage < 2; stage++, side /= 2, in *= 2) {
            int half = side * side / 4;
            net.add(convolution(in, 2 * in, 9, side * side, half));
            net.add(convolution(2 * in, 2 * in, 9, half, half));
            net.add(convolution(in, 2 * in, 1, side * side, half));
            net.add(moved(3L * 2 * in * half));
        }
        net.add(moved(64 * 64 + 64));
        net.add(dense(64, 10));
        return net;
    }

    private static List<Primitive> dsCnn() {
        List<Primitive> net = new ArrayList<>();
        net.add(convolution(1, 64, 10 * 4, 49 * 10, 25 * 5));
        for (int i = 0; i < 4; i++) {
            net.add(depthwise(64, 25 * 5, 25 * 5));
            net.add(convolution(64, 64, 1, 25 * 5, 25 * 5));
        }
        net.add(moved(64 * 25 * 5 + 64));
        net.add(dense(64, 12));
        return net;
    }

    private static List<Primitive> mobileNet() {
        int[] widths = {16, 32, 32, 64, 64, 128, 128, 128, 128, 128, 128, 256, 256};
        int[] strides = {1, 2, 1, 2, 1, 2, 1, 1, 1, 1, 1, 2, 1};
        List<Primitive> net = new ArrayList<>();
        net.add(convolution(3, 8, 9, 96 * 96, 48 * 48));
        int side = 48;
        int in = 8;
        for (int i = 0; i < widths.length; i++) {
            int next = side / strides[i];
            net.add(depthwise(in, side * side, next * next));
            net.add(convolution(in, widths[i], 1, next * next, next * next));
            side = next;
            in = widths[i];
        }
        net.add(moved(256 * 9 + 256));
        net.add(dense(256, 2));
        return net;
    }

    private static Primitive convolution(int in, int out, int window, int inArea, int outArea) {
        long weights = (long) in * out * window;
        return primitive(OperatorKind.CONVOLUTION, weights * outArea, in * inArea + out * outArea, weights);
    }

    private static Primitive depthwise(int channels, int inArea, int outArea) {
        long weights = channels * 9L;
        return primitive(
                OperatorKind.DEPTHWISE_CONVOLUTION, weights * outArea, (long) channels * (inArea + outArea), weights);
    }

    private static Primitive dense(int in, int out) {
        return primitive(OperatorKind.DENSE, (long) in * out, in + out, (long) in * out);
    }

    private static Primitive moved(long values) {
        return primitive(OperatorKind.ADDITION, 0, values, 0);
    }

    private static Primitive primitive(OperatorKind kind, long multiplyAdds, long moved, long weights) {
        OperatorKey key = new OperatorKey(OperatorForm.of(kind), new TensorShape(1, 1, 1), 1, Precision.INT8);
        return new Primitive("operator", key, new Primitive.Work(multiplyAdds, moved, 0, weights));
    }
}
