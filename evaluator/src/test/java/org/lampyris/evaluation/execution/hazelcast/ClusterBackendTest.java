package org.lampyris.evaluation.execution.hazelcast;

import org.lampyris.evaluation.Evaluator;
import org.lampyris.evaluation.execution.EvaluationBackend;
import org.lampyris.evaluation.execution.EvaluationBackendContract;

class ClusterBackendTest extends EvaluationBackendContract {

    @Override
    protected EvaluationBackend backend(Evaluator evaluator, int workers) {
        return TestCluster.withWorker(evaluator, workers);
    }
}
