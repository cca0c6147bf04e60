package org.lampyris.evaluation.training.layers;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What a layer holds in native memory; given back together. */
final class NativeArrays implements AutoCloseable {
    private final Deque<AutoCloseable> held = new ArrayDeque<>();

    private NativeArrays() {}

    /** Makes something of new arrays; if that fails, those made so far are given back. */
    static <T> T making(Function<NativeArrays, T> maker) {
        NativeArrays arrays = new NativeArrays();
        try {
            return maker.apply(arrays);
        } catch (RuntimeException | Error e) {
            arrays.close();
            throw e;
        }
    }

    /** A float array outside of all workspaces; its values are arbitrary. */
    INDArray array(long... shape) {
        return own(Nd4j.createUninitializedDetached(DataType.FLOAT, shape));
    }

    <T extends AutoCloseable> T own(T resource) {
        held.push(resource);
        return resource;
    }

    /** Gives all back, whatever goes wrong with one of them. */
    @Override
    public void close() {
        RuntimeException failure = null;
        for (AutoCloseable resource : held) {
            try {
                resource.close();
            } catch (Exception e) {
                failure = new IllegalStateException("native memory can't be given back", e);
            }
        }
        held.clear();
        if (failure != null) {
            throw failure;
        }
    }
}
