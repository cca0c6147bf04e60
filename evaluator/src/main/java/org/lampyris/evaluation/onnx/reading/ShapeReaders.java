package org.lampyris.evaluation.onnx.reading;

import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.lampyris.space.graph.TensorShape;

/** What moves values and computes nothing, and constants. A free batch counts as 0, which a Reshape takes for "as it is". */
final class ShapeReaders {
    private static final long INT64 = TensorProto.DataType.INT64.getNumber();
    private static final long FLOAT = TensorProto.DataType.FLOAT.getNumber();

    private ShapeReaders() {}

    static Value constant(Call call) {
        Attributes attributes = call.attributes();
        TensorProto tensor = attributes.tensor("value");
        if (tensor != null) {
            return new ConstantReader(call.budget()).read(tensor);
        }
        List<Float> numbers = attributes.has("value_float")
                ? List.of(attributes.number("value_float", 0))
                : attributes.numbers("value_floats");
        List<Long> integers = attributes.has("value_int")
                ? List.of(attributes.integer("value_int", 0))
                : attributes.integers("value_ints");
        boolean scalar = attributes.has("value_float") || attributes.has("value_int");
        if (attributes.has("value_float") || attributes.has("value_floats")) {
            float[] values = new float[call.budget().take(numbers.size(), Float.BYTES)];
            for (int i = 0; i < values.length; i++) {
                values[i] = numbers.get(i);
            }
            return Constant.ofFloats(scalar ? List.of() : List.of(values.length), values);
        }
        if (!attributes.has("value_int") && !attributes.has("value_ints")) {
            throw new IllegalArgumentException("its value isn't of numbers");
        }
        return integers(scalar ? List.of() : List.of(integers.size()), integers, call);
    }

    private static Constant integers(List<Integer> shape, List<Long> integers, Call call) {
        call.budget().take(integers.size(), Long.BYTES);
        return Constant.ofIntegers(
                shape, integers.stream().mapToLong(Long::longValue).toArray());
    }

    /** Of weights; results can't be quantised. */
    static Value dequantized(Call call) {
        Constant integers = call.constant(0);
        Constant scale = call.constant(1);
        int rank = integers.shape().size();
        int axis = scale.size() == 1 ? 0 : Shapes.axis(call.attributes().integer("axis", 1), rank);
        int channels = rank == 0 ? 1 : integers.shape().get(axis);
        boolean zeros = call.has(2);
        if ((scale.size() != 1 && scale.size() != channels)
                || (zeros && call.constant(2).size() != scale.size())) {
            throw new IllegalArgumentException(
                    "its scale has the shape " + scale.shape() + " for the axis " + axis + " of " + integers.shape());
        }
        long inner = rank == 0 ? 1 : Shapes.elements(integers.shape().subList(axis + 1, rank));
        float[] values = new float[call.budget().take(integers.size(), Float.BYTES)];
        for (int i = 0; i < values.length; i++) {
            int channel = scale.size() == 1 ? 0 : (int) (i / inner % channels);
            values[i] = (integers.integer(i) - (zeros ? call.constant(2).integer(channel) : 0)) * scale.value(channel);
        }
        return Constant.ofFloats(integers.shape(), values);
    }

    /** To the type that it has. */
    static Value cast(Call call) {
        long type = call.attributes().integer("to", FLOAT);
        boolean same = call.value(0) instanceof Constant constant
                ? type == (constant.isReal() ? FLOAT : INT64)
                : type == FLOAT;
        if (!same) {
            throw new IllegalArgumentException("it changes the type");
        }
        return call.value(0);
    }

    static Value dropout(Call call) {
        if (call.has(2)) {
            throw new IllegalArgumentException("it may be in training mode");
        }
        return call.value(0);
    }

    static Value flatten(Call call) {
        Value.Result in = call.result(0);
        int rank = in.layout().rank();
        long axis = call.attributes().integer("axis", 1);
        int first = axis == rank ? rank : Shapes.axis(axis, rank);
        List<List<Dimension>> axes = List.of(
                in.layout().axes().subList(0, first).stream()
                        .flatMap(List::stream)
                        .toList(),
                in.layout().axes().subList(first, rank).stream()
                        .flatMap(List::stream)
                        .toList());
        Layout layout = new Layout(axes);
        if (!layout.at(0, call.shape(in)).equals(List.of(Dimension.BATCH))) {
            throw new IllegalArgumentException("its first axis isn't the batch");
        }
        return new Value.Result(in.node(), layout, in.sole());
    }

    static Value reshaped(Call call) {
        List<Long> wanted =
                call.has(1) ? call.constant(1).integers() : call.attributes().integers("shape");
        if (call.value(0) instanceof Constant constant) {
            return constant.shaped(sizes(wanted, constant));
        }
        Value.Result in = call.result(0);
        TensorShape shape = call.shape(in);
        List<Long> sizes = new ArrayList<>();
        long known = 1;
        for (int i = 0; i < wanted.size(); i++) {
            long size = wanted.get(i);
            if (size == 0
                    && !call.attributes().flag("allowzero")
                    && i < in.layout().rank()) {
                size = i == 0 ? 0 : in.layout().size(i, shape);
            }
            if (i > 0 && size > 0) {
                known = Math.multiplyExact(known, size);
            }
            sizes.add(size);
        }
        for (int i = 1; i < sizes.size(); i++) {
            if (sizes.get(i) == -1) {
                sizes.set(i, shape.elements() / known);
                known = shape.elements();
            }
            if (sizes.get(i) < 1) {
                throw new IllegalArgumentException("its sizes are " + wanted);
            }
        }
        boolean batchFirst = !sizes.isEmpty()
                && (sizes.get(0) == -1 || sizes.get(0) == 0 || (call.batch() > 0 && sizes.get(0) == call.batch()));
        if (!batchFirst || Collections.frequency(wanted, -1L) > 1) {
            throw new IllegalArgumentException("its sizes are " + wanted + ", which don't begin with the batch");
        }
        return new Value.Result(in.node(), in.layout().reshaped(sizes, shape), in.sole());
    }

    private static List<Integer> sizes(List<Long> wanted, Constant constant) {
        long known = 1;
        List<Long> sizes = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            boolean kept = wanted.get(i) == 0 && i < constant.shape().size();
            sizes.add(kept ? (long) constant.shape().get(i) : wanted.get(i));
            known = sizes.get(i) == -1 ? known : Math.multiplyExact(known, sizes.get(i));
        }
        long rest = known < 1 ? 0 : constant.size() / known;
        return sizes.stream()
                .map(size -> Math.toIntExact(size == -1 ? rest : size))
                .toList();
    }

    static Value transposed(Call call) {
        boolean constant = call.value(0) instanceof Constant;
        int rank = constant
                ? call.constant(0).shape().size()
                : call.result(0).layout().rank();
        List<Long> order = call.attributes().has("perm")
                ? call.attributes().integers("perm")
                : IntStream.range(0, rank).mapToObj(i -> rank - 1L - i).toList();
        List<Integer> places =
                order.stream().map(axis -> Shapes.axis(axis, rank)).toList();
        if (places.size() != rank || places.stream().distinct().count() != rank) {
            throw new IllegalArgumentException("its perm " + order + " isn't an order of " + rank + " axes");
        }
        if (constant) {
            return call.constant(0).transposed(places, call.budget());
        }
        Value.Result in = call.result(0);
        return new Value.Result(in.node(), in.layout().transposed(places), in.sole());
    }

    static Value squeezed(Call call) {
        List<Long> axes = call.integers("axes", 1);
        if (call.value(0) instanceof Constant constant) {
            List<Integer> sizes = new ArrayList<>(constant.shape());
            List<Integer> places = Shapes.axes(axes, sizes.size());
            for (int i = places.size() - 1; i >= 0; i--) {
                sizes.remove((int) places.get(i));
            }
            return constant.shaped(
                    axes.isEmpty() ? sizes.stream().filter(s -> s != 1).toList() : sizes);
        }
        Value.Result in = call.result(0);
        TensorShape shape = call.shape(in);
        int rank = in.layout().rank();
        List<Integer> places = axes.isEmpty()
                ? IntStream.range(0, rank)
                        .filter(axis -> in.layout().at(axis, shape).isEmpty())
                        .boxed()
                        .toList()
                : Shapes.axes(axes, rank);
        return new Value.Result(in.node(), in.layout().squeezed(places, shape), in.sole());
    }

    static Value unsqueezed(Call call) {
        List<Long> axes = call.integers("axes", 1);
        if (call.value(0) instanceof Constant constant) {
            List<Integer> sizes = new ArrayList<>(constant.shape());
            Shapes.axes(axes, sizes.size() + axes.size()).forEach(place -> sizes.add(place, 1));
            return constant.shaped(sizes);
        }
        Value.Result in = call.result(0);
        List<Integer> places = Shapes.axes(axes, in.layout().rank() + axes.size());
        return new Value.Result(in.node(), in.layout().unsqueezed(places), in.sole());
    }

    /** The sizes of a result's axes. */
    static Value shape(Call call) {
        if (call.attributes().has("start") || call.attributes().has("end")) {
            throw new IllegalArgumentException("it takes a part of the shape");
        }
        Value.Result in = call.result(0);
        long[] sizes = new long[in.layout().rank()];
        Arrays.setAll(
                sizes,
                axis -> in.layout().axes().get(axis).contains(Dimension.BATCH)
                        ? call.batch()
                        : in.layout().size(axis, call.shape(in)));
        return Constant.ofIntegers(List.of(sizes.length), sizes);
    }

    /** Of a list of integers. */
    static Value gathered(Call call) {
        Constant list = call.constant(0);
        Constant places = call.constant(1);
        if (list.shape().size() != 1 || call.attributes().integer("axis", 0) != 0) {
            throw new IllegalArgumentException("it gathers something else than integers of a list");
        }
        List<Long> values = new ArrayList<>();
        for (long place : places.integers()) {
            values.add(list.integer(Shapes.axis(place, list.size())));
        }
        return integers(places.shape(), values, call);
    }

    static Value joined(Call call) {
        List<Long> values = new ArrayList<>();
        for (int i = 0; i < call.inputs().size(); i++) {
            if (call.constant(i).shape().size() != 1 || values.size() > Constant.MAX_LIST) {
                throw new IllegalArgumentException("it joins constants that aren't short lists");
            }
            values.addAll(call.constant(i).integers());
        }
        return integers(List.of(values.size()), values, call);
    }
}
