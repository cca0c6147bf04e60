/**
 * What a network costs on a device: a {@link org.lampyris.hardware.HardwareProfile} describes the device, a
 * {@link org.lampyris.hardware.CostModel} prices a network graph on it. Start with {@code CostModel}.
 */
@NullMarked
package org.lampyris.hardware;

import org.jspecify.annotations.NullMarked;
