/**
 * Evaluations on other machines: {@code ClusterBackend} is the coordinator's side, {@code ClusterWorker} the other. The
 * coordinator is the only Hazelcast member, workers are clients that call it; no result ever lives in Hazelcast.
 */
@NullMarked
package org.lampyris.evaluation.execution.hazelcast;

import org.jspecify.annotations.NullMarked;
