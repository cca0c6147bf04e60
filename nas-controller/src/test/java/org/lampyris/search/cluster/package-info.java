/**
 * Searches over processes that are killed: {@link org.lampyris.search.cluster.CoordinatorProcess} and {@link
 * org.lampyris.search.cluster.WorkerProcess} are what is killed, {@link org.lampyris.search.cluster.Cluster} kills.
 */
@NullMarked
package org.lampyris.search.cluster;

import org.jspecify.annotations.NullMarked;
