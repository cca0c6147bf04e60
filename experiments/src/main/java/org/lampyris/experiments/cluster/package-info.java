/** What a coordinator or a worker needs of its machine: the cluster's secret, and a folder to work in. */
@NullMarked
package org.lampyris.experiments.cluster;

import org.jspecify.annotations.NullMarked;
