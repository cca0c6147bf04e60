/**
 * Which values the weights of a tensor are to share: {@link org.lampyris.evaluation.compression.sharing.WeightSharing} by
 * k-means, {@link org.lampyris.evaluation.compression.sharing.EntropyConstrainedQuantization} with regard to the length of
 * the code. Start with {@code WeightSharing}.
 */
@NullMarked
package org.lampyris.evaluation.compression.sharing;

import org.jspecify.annotations.NullMarked;
