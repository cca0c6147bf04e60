package org.lampyris.evaluation.execution.hazelcast;

import java.nio.file.Path;
import org.lampyris.evaluation.EvaluationResult;

/** Nothing to send, and no weights to take. */
public final class NoShipping implements ClusterJob.Shipping {
    @Override
    public Path data() {
        throw new IllegalStateException("there is no data");
    }

    @Override
    public boolean wanted(EvaluationResult result) {
        return false;
    }

    @Override
    public Path weights(int trial) {
        throw new IllegalStateException("there are no weights");
    }
}
