package org.lampyris.evaluation.onnx.reading;

import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.space.graph.Operator.Convolution;
import org.lampyris.space.graph.Operator.GlobalAveragePooling;
import org.lampyris.space.graph.Operator.Padding;
import org.lampyris.space.graph.Operator.Pooling;
import org.lampyris.space.graph.TensorShape;
import org.lampyris.space.graph.Window;

/** Convolutions, poolings and padding. */
final class SpatialReaders {
    private SpatialReaders() {}

    static Value convolution(Call call) {
        int image = call.image(0);
        TensorShape in = call.sketch().shape(image);
        Constant kernels = call.constant(1);
        if (kernels.shape().size() != 4) {
            throw new IllegalArgumentException("its kernels have the shape " + kernels.shape());
        }
        List<Long> sides =
                kernels.shape().subList(2, 4).stream().map(Integer::longValue).toList();
        if (call.attributes().has("kernel_shape")
                && !call.attributes().integers("kernel_shape").equals(sides)) {
            throw new IllegalArgumentException("its kernel_shape isn't that of its kernels, " + sides);
        }
        int groups = Math.toIntExact(call.attributes().integer("group", 1));
        if (groups < 1 || kernels.shape().get(1) != in.channels() / groups) {
            throw new IllegalArgumentException("kernels " + kernels.shape() + " in " + groups + " groups don't fit "
                    + in.channels() + " channels");
        }
        int out = kernels.shape().get(0);
        Window window = new WindowAttributes(call.attributes()).window(sides, in);
        Convolution operator = new Convolution(out, window, groups, call.has(2));
        Map<String, float[]> weights = new HashMap<>();
        weights.put(NetworkWeights.WEIGHT, call.copy(kernels));
        if (call.has(2)) {
            weights.put(NetworkWeights.BIAS, call.vector(2, out));
        }
        return new Value.Result(call.sketch().add(call.name(), operator, weights, image), Layout.IMAGE, true);
    }

    static Value pooling(Call call, Pooling.Kind kind) {
        int image = call.image(0);
        TensorShape in = call.sketch().shape(image);
        Attributes attributes = call.attributes();
        if (Collections.max(attributes.integers("dilations", 2, 1)) > 1) {
            throw new IllegalArgumentException("its window is dilated");
        }
        Window window = new WindowAttributes(attributes).window(attributes.integers("kernel_shape"), in);
        boolean counts = attributes.flag("count_include_pad") && kind == Pooling.Kind.AVERAGE && padded(window);
        if (counts && attributes.flag("ceil_mode")) {
            throw new IllegalArgumentException("it has both ceil_mode and count_include_pad");
        }
        Pooling pooling = new Pooling(kind, window, counts);
        boolean whole = kind == Pooling.Kind.AVERAGE
                && !padded(window)
                && window.rows().kernel() == in.height()
                && window.columns().kernel() == in.width();
        int node = call.sketch().add(call.name(), whole ? new GlobalAveragePooling() : pooling, image);
        return new Value.Result(node, Layout.IMAGE, true);
    }

    private static boolean padded(Window window) {
        return window.rows().before()
                        + window.rows().after()
                        + window.columns().before()
                        + window.columns().after()
                > 0;
    }

    static Value globalAverage(Call call) {
        int node = call.sketch().add(call.name(), new GlobalAveragePooling(), call.image(0));
        return new Value.Result(node, Layout.IMAGE, true);
    }

    /** A mean over rows and columns. */
    static Value mean(Call call) {
        Value.Result in = call.result(0);
        TensorShape shape = call.shape(in);
        List<Integer> places = Shapes.axes(call.integers("axes", 1), in.layout().rank());
        Set<Dimension> left = EnumSet.noneOf(Dimension.class);
        for (int axis = 0; axis < in.layout().rank(); axis++) {
            if (!places.contains(axis)) {
                left.addAll(in.layout().at(axis, shape));
            }
        }
        boolean spatial = places.stream()
                .flatMap(axis -> in.layout().at(axis, shape).stream())
                .allMatch(d -> d == Dimension.HEIGHT || d == Dimension.WIDTH);
        if (!spatial || left.contains(Dimension.HEIGHT) || left.contains(Dimension.WIDTH)) {
            throw new IllegalArgumentException("its mean isn't over all rows and columns");
        }
        int node = call.sketch().add(call.name(), new GlobalAveragePooling(), in.node());
        boolean keeps = call.attributes().integer("keepdims", 1) != 0;
        Layout layout =
                keeps ? in.layout() : in.layout().squeezed(places, call.sketch().shape(node));
        return new Value.Result(node, layout, true);
    }

    static Value padding(Call call) {
        Value.Result in = call.result(0);
        Layout layout = in.layout().completed(call.shape(in));
        boolean zeros = call.attributes().text("mode", "constant").equals("constant")
                && call.attributes().number("value", 0) == 0
                && (!call.has(2) || call.constant(2).scalar() == 0);
        if (!zeros) {
            throw new IllegalArgumentException("it pads by something else than zeros");
        }
        List<Long> pads = call.integers("pads", 1);
        List<Long> axes = call.has(3) ? call.constant(3).integers() : List.of();
        int[] before = new int[layout.rank()];
        int[] after = new int[layout.rank()];
        int count = axes.isEmpty() ? layout.rank() : axes.size();
        if (pads.size() != 2 * count) {
            throw new IllegalArgumentException("its pads are " + pads.size() + " numbers, not " + 2 * count);
        }
        for (int i = 0; i < count; i++) {
            int axis = axes.isEmpty() ? i : Shapes.axis(axes.get(i), layout.rank());
            before[axis] = Math.toIntExact(pads.get(i));
            after[axis] = Math.toIntExact(pads.get(count + i));
        }
        int[] rows = new int[2];
        int[] columns = new int[2];
        for (int axis = 0; axis < layout.rank(); axis++) {
            int[] both = {before[axis], after[axis]};
            if (layout.axes().get(axis).equals(List.of(Dimension.HEIGHT))) {
                rows = both;
            } else if (layout.axes().get(axis).equals(List.of(Dimension.WIDTH))) {
                columns = both;
            } else if (both[0] != 0 || both[1] != 0) {
                throw new IllegalArgumentException("it pads another axis than rows and columns");
            }
        }
        Padding padding = new Padding(rows[0], columns[0], rows[1], columns[1]);
        boolean nothing = padding.equals(new Padding(0, 0, 0, 0));
        return nothing ? in : new Value.Result(call.sketch().add(call.name(), padding, in.node()), layout, true);
    }
}
