/**
 * Costs of blocks from measurements of whole networks. Start reading at {@link
 * org.lampyris.hardware.calibration.networks.NetworkFit}.
 */
@NullMarked
package org.lampyris.hardware.calibration.networks;

import org.jspecify.annotations.NullMarked;
