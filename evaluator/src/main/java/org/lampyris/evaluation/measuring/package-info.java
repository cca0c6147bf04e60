/**
 * Measuring this machine, or another one through a kit, for a hardware profile. Start reading at {@link
 * org.lampyris.evaluation.measuring.Campaign}.
 */
@NullMarked
package org.lampyris.evaluation.measuring;

import org.jspecify.annotations.NullMarked;
