/**
 * A search on many machines: {@link org.lampyris.experiments.cluster.ClusterFiles} is what goes from the coordinator to
 * the workers, {@link org.lampyris.experiments.cluster.RemoteWorkshop} what a worker makes of it.
 */
@NullMarked
package org.lampyris.experiments.cluster;

import org.jspecify.annotations.NullMarked;
