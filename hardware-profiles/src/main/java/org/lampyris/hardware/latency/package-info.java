/**
 * What was measured: a {@link org.lampyris.hardware.latency.LatencyTable} of entries under typed
 * {@link org.lampyris.hardware.latency.OperatorKey}s, and what lies between its entries. A
 * {@link org.lampyris.hardware.latency.Primitive} is a single operator with what it computes and moves. Start with
 * {@code LatencyTable}.
 */
@NullMarked
package org.lampyris.hardware.latency;

import org.jspecify.annotations.NullMarked;
