/**
 * Cuts in networks that leave a network: {@link org.lampyris.evaluation.compression.surgery.GraphEdit} takes nodes out and
 * puts others in, {@link org.lampyris.evaluation.compression.surgery.ChannelSlicing} takes channels out of nodes. Both
 * keep the blocks that are still what they are called, so that a hardware profile's figures for whole blocks stay true.
 * Start with {@code GraphEdit}.
 */
@NullMarked
package org.lampyris.evaluation.compression.surgery;

import org.jspecify.annotations.NullMarked;
