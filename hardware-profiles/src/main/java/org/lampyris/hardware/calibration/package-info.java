/**
 * A cost model fitted to a latency table's own entries, for operators and blocks that the table doesn't have. Start with
 * {@link org.lampyris.hardware.calibration.Calibration}.
 */
@NullMarked
package org.lampyris.hardware.calibration;

import org.jspecify.annotations.NullMarked;
