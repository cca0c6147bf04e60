package org.lampyris.evaluation.onnx.reading;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Sizes and axes as ONNX has them. */
final class Shapes {
    private Shapes() {}

    /** The number of values; sizes may be 0. */
    static long elements(List<Integer> shape) {
        long elements = 1;
        for (int size : shape) {
            elements = Math.multiplyExact(elements, size);
        }
        return elements;
    }

    /** The place of an axis, which may be counted from the end. */
    static int axis(long axis, int rank) {
        if (axis < -rank || axis >= rank) {
            throw new IllegalArgumentException("there is no axis " + axis + " among " + rank);
        }
        return (int) (axis < 0 ? axis + rank : axis);
    }

    /** The same of several, each once, in order. */
    static List<Integer> axes(List<Long> axes, int rank) {
        List<Integer> places = new ArrayList<>();
        for (long axis : axes) {
            int place = axis(axis, rank);
            if (places.contains(place)) {
                throw new IllegalArgumentException("the axis " + axis + " stands twice");
            }
            places.add(place);
        }
        Collections.sort(places);
        return places;
    }
}
