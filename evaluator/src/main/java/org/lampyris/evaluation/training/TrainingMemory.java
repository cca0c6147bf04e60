package org.lampyris.evaluation.training;

import java.util.Locale;
import org.bytedeco.javacpp.Pointer;
import org.lampyris.evaluation.training.TrainingException.Reason;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.TensorShape;

/** Refuses networks that can't be trained in the memory there is before anything is allocated. */
final class TrainingMemory {
    /** Values that an array may have, so that its bytes can be addressed by an int. */
    private static final long MAX_VALUES = (1L << 29) - 1;
    /** A result is held before and after normalisation, with a gradient, and once more while an operation runs. */
    private static final long COPIES = 4;

    private TrainingMemory() {}

    /** @throws TrainingException if a batch's activations are too large for an array, or for native memory */
    static void check(NetworkGraph graph, int batchSize) throws TrainingException {
        long bytes = 0;
        for (int i = 0; i < graph.nodes().size(); i++) {
            TensorShape shape = graph.shape(i);
            long values = batchSize * shape.elements();
            if (values > MAX_VALUES) {
                throw new TrainingException(
                        Reason.OUT_OF_MEMORY,
                        graph.nodes().get(i).name() + " has " + batchSize + " times " + shape
                                + " values, more than an array holds");
            }
            bytes += COPIES * values * Float.BYTES;
        }
        long limit = NativeMemory.share(Pointer.maxBytes());
        if (limit > 0 && bytes > limit) {
            throw new TrainingException(
                    Reason.OUT_OF_MEMORY,
                    String.format(
                            Locale.ROOT,
                            "a batch of %d needs about %d MB of native memory, and %d MB may be used",
                            batchSize,
                            bytes >> 20,
                            limit >> 20));
        }
    }
}
