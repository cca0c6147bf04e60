package org.lampyris.evaluation.training.layers;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.factory.Nd4j;

/** An ND4J operation that is prepared once and then run on the same arrays, step after step. */
final class Operation implements AutoCloseable {
    private final CustomOp operation;
    private final OpContext context = Nd4j.getExecutioner().buildContext();
    private final @Nullable INDArray[] bound;
    private final int inputs;

    /**
     * @param inputs the number of input arrays
     * @param outputs the number of output arrays
     */
    Operation(String name, int inputs, int outputs, long... arguments) {
        this.operation = DynamicCustomOp.builder(name).build();
        this.inputs = inputs;
        this.bound = new INDArray[inputs + outputs];
        context.setIArguments(arguments);
    }

    /** Runs on the inputs followed by the outputs. */
    void run(INDArray... arrays) {
        for (int i = 0; i < arrays.length; i++) {
            if (bound[i] != arrays[i]) {
                if (i < inputs) {
                    context.setInputArray(i, arrays[i]);
                } else {
                    context.setOutputArray(i - inputs, arrays[i]);
                }
                bound[i] = arrays[i];
            }
        }
        Nd4j.getExecutioner().exec(operation, context);
    }

    /** Lets go of the arrays; the native context itself goes with the garbage collector. */
    @Override
    public void close() {
        context.purge();
        Arrays.fill(bound, null);
    }
}
