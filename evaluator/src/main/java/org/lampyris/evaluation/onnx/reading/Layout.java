package org.lampyris.evaluation.onnx.reading;

import java.util.ArrayList;
import java.util.List;
import org.lampyris.space.graph.TensorShape;

/**
 * How the axes of a value of the file stand for the dimensions of a result, e.g. [[batch], [height], [width], [channel]],
 * or [[batch], [channel, height, width]] once it is flattened. A dimension of size 1 may stand anywhere or nowhere. So
 * nodes that only move axes compute nothing, and cancel each other.
 */
record Layout(List<List<Dimension>> axes) {
    static final int MAX_RANK = 8;

    private static final List<Dimension> B = List.of(Dimension.BATCH);
    private static final List<Dimension> C = List.of(Dimension.CHANNEL);

    /** [batch, channels, height, width]. */
    static final Layout IMAGE = new Layout(List.of(B, C, List.of(Dimension.HEIGHT), List.of(Dimension.WIDTH)));

    /** [batch, height, width, channels]. */
    static final Layout CHANNELS_LAST = IMAGE.transposed(List.of(0, 2, 3, 1));

    Layout {
        if (axes.size() > MAX_RANK) {
            throw new IllegalArgumentException("its result has " + axes.size() + " axes");
        }
        axes = axes.stream().map(List::copyOf).toList();
    }

    int rank() {
        return axes.size();
    }

    /** The dimensions of an axis that aren't of size 1, and batch. */
    List<Dimension> at(int axis, TensorShape shape) {
        return significant(axes.get(axis), shape);
    }

    private static List<Dimension> significant(List<Dimension> dimensions, TensorShape shape) {
        return dimensions.stream()
                .filter(d -> d == Dimension.BATCH || d.size(shape) > 1)
                .toList();
    }

    /** What each axis stands for, without what has size 1. */
    List<List<Dimension>> significant(TensorShape shape) {
        return axes.stream().map(axis -> significant(axis, shape)).toList();
    }

    /** Whether this is [batch, channels, height, width]. */
    boolean isImage(TensorShape shape) {
        return significant(shape).equals(IMAGE.significant(shape));
    }

    /** The same; [batch, channels, height, width] or with the channels last in full, if it is that but for sizes of 1. */
    Layout completed(TensorShape shape) {
        boolean last = significant(shape).equals(CHANNELS_LAST.significant(shape));
        return isImage(shape) ? IMAGE : last ? CHANNELS_LAST : this;
    }

    Layout transposed(List<Integer> order) {
        return new Layout(order.stream().map(axes::get).toList());
    }

    /** @param places in rising order; none of them may stand for anything */
    Layout squeezed(List<Integer> places, TensorShape shape) {
        List<List<Dimension>> left = new ArrayList<>(axes);
        for (int i = places.size() - 1; i >= 0; i--) {
            if (!at(places.get(i), shape).isEmpty()) {
                throw new IllegalArgumentException("the axis " + places.get(i) + " isn't of size 1");
            }
            left.remove((int) places.get(i));
        }
        return new Layout(left);
    }

    /** @param places of the new axes in the result, in rising order */
    Layout unsqueezed(List<Integer> places) {
        List<List<Dimension>> more = new ArrayList<>(axes);
        places.forEach(place -> more.add(place, List.of()));
        return new Layout(more);
    }

    /** The size of an axis; batch counts as 1. */
    long size(int axis, TensorShape shape) {
        return axes.get(axis).stream().mapToLong(d -> d.size(shape)).reduce(1, (a, b) -> a * b);
    }

    /**
     * The same values in the same order with other axes.
     *
     * @param sizes the new axes', the first is the batch's and not looked at
     */
    Layout reshaped(List<Long> sizes, TensorShape shape) {
        List<Dimension> flat = axes.stream().flatMap(List::stream).toList();
        if (flat.isEmpty() || flat.get(0) != Dimension.BATCH || sizes.isEmpty()) {
            throw new IllegalArgumentException("the batch must stay the first axis");
        }
        List<List<Dimension>> groups = new ArrayList<>();
        groups.add(new ArrayList<>(B));
        int next = 1;
        for (long size : sizes.subList(1, sizes.size())) {
            List<Dimension> group = new ArrayList<>();
            long product = 1;
            while (next < flat.size() && product < size) {
                product *= flat.get(next).size(shape);
                group.add(flat.get(next++));
            }
            if (product == 1 && next < flat.size() && flat.get(next).size(shape) == 1) {
                group.add(flat.get(next++));
            }
            if (product != size) {
                throw new IllegalArgumentException("the sizes " + sizes + " split or mix channels, rows and columns of "
                        + shape + ", which can't be expressed");
            }
            groups.add(group);
        }
        while (next < flat.size() && flat.get(next).size(shape) == 1) {
            groups.get(groups.size() - 1).add(flat.get(next++));
        }
        if (next < flat.size()) {
            throw new IllegalArgumentException("the sizes " + sizes + " hold fewer values than " + shape);
        }
        return new Layout(groups);
    }

    /** With the channels, all that is left, on one axis. */
    Layout channelsAt(int axis) {
        List<List<Dimension>> left = new ArrayList<>();
        for (int i = 0; i < axes.size(); i++) {
            left.add(i == axis ? C : axes.get(i).contains(Dimension.BATCH) ? B : List.of());
        }
        return new Layout(left);
    }
}
