/**
 * A bound from a device's arithmetic and memory rates, for profiles without a latency table. Start with
 * {@link org.lampyris.hardware.roofline.Roofline}.
 */
@NullMarked
package org.lampyris.hardware.roofline;

import org.jspecify.annotations.NullMarked;
