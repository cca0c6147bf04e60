/**
 * Making and checking hardware profiles from measurements. Start reading at {@link
 * org.lampyris.experiments.profiling.MeasuredProfile}.
 */
@NullMarked
package org.lampyris.experiments.profiling;

import org.jspecify.annotations.NullMarked;
