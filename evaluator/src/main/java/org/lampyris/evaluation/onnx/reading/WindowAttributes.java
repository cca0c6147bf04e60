package org.lampyris.evaluation.onnx.reading;

import java.util.List;
import org.lampyris.space.graph.TensorShape;
import org.lampyris.space.graph.Window;

/** Reads the window of a convolution or pooling: kernel_shape, strides, dilations, pads or auto_pad, ceil_mode. */
final class WindowAttributes {
    private final Attributes attributes;
    private final boolean ceiling;

    WindowAttributes(Attributes attributes) {
        this.attributes = attributes;
        this.ceiling = attributes.flag("ceil_mode");
    }

    /**
     * @param kernel [rows, columns]
     * @param in of what it slides over
     */
    Window window(List<Long> kernel, TensorShape in) {
        if (kernel.size() != 2) {
            throw new IllegalArgumentException("its kernel has " + kernel.size() + " axes, not 2");
        }
        return new Window(axis(0, kernel.get(0), in.height()), axis(1, kernel.get(1), in.width()));
    }

    private Window.Axis axis(int index, long kernel, int size) {
        long stride = attributes.integers("strides", 2, 1).get(index);
        long dilation = attributes.integers("dilations", 2, 1).get(index);
        int[] pads = pads(index, extent(kernel, dilation), stride, size);
        int more = ceiling ? more(pads, extent(kernel, dilation), stride, size) : 0;
        return new Window.Axis(
                Math.toIntExact(kernel),
                Math.toIntExact(stride),
                Math.toIntExact(dilation),
                pads[0],
                Math.addExact(pads[1], more));
    }

    private static long extent(long kernel, long dilation) {
        return Math.addExact(Math.multiplyExact(kernel - 1, dilation), 1);
    }

    private int[] pads(int index, long extent, long stride, int size) {
        String auto = attributes.text("auto_pad", "NOTSET");
        switch (auto) {
            case "NOTSET", "" -> {
                List<Long> pads = attributes.integers("pads", 4, 0);
                return new int[] {Math.toIntExact(pads.get(index)), Math.toIntExact(pads.get(index + 2))};
            }
            case "VALID" -> {
                return new int[2];
            }
            case "SAME_UPPER", "SAME_LOWER" -> {
                if (stride < 1) {
                    throw new IllegalArgumentException("its stride is " + stride);
                }
                long positions = (size + stride - 1) / stride;
                int total = Math.toIntExact(Math.max(
                        0, Math.addExact(Math.multiplyExact(positions - 1, stride), extent) - size));
                int less = total / 2;
                return auto.equals("SAME_UPPER") ? new int[] {less, total - less} : new int[] {total - less, less};
            }
            default -> throw new IllegalArgumentException("its auto_pad is '" + auto + "'");
        }
    }

    /** The padding after the image that makes room for a last window, unless that would begin in the padding. */
    private static int more(int[] pads, long extent, long stride, int size) {
        long room = (long) size + pads[0] + pads[1] - extent;
        if (stride < 1 || room < 0 || room % stride == 0) {
            return 0;
        }
        long last = (room / stride + 1) * stride;
        return last >= (long) size + pads[0] ? 0 : Math.toIntExact(last - room);
    }
}
