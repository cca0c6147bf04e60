/**
 * Who evaluates what: {@link org.lampyris.evaluation.execution.dispatch.Dispatcher} gives requests out to workers,
 * against leases, and takes each result once. It knows no network, no thread and no wall clock.
 */
@NullMarked
package org.lampyris.evaluation.execution.dispatch;

import org.jspecify.annotations.NullMarked;
