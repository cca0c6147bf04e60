/**
 * Channel pruning: networks with fewer channels of their layers. {@link
 * org.lampyris.evaluation.compression.trimming.ChannelGroups} tells which channels must go together, {@link
 * org.lampyris.evaluation.compression.trimming.Trimming} takes them out, {@link
 * org.lampyris.evaluation.compression.trimming.StepwiseTrimming} chooses them until a device is fast enough. Start with
 * {@code Trimming}.
 */
@NullMarked
package org.lampyris.evaluation.compression.trimming;

import org.jspecify.annotations.NullMarked;
