package org.lampyris.experiments;

import org.lampyris.evaluation.execution.hazelcast.ClusterBackend;

/** Where a search evaluates. It never changes which trials a run has. */
public sealed interface Execution {

    /**
     * On threads of this process.
     *
     * @param workers trials at once
     */
    record Local(int workers) implements Execution {}

    /** On machines that join. */
    record Cluster(ClusterBackend.Listening listening) implements Execution {}
}
