/** Which single weights a network can do without. Start at {@link org.lampyris.evaluation.compression.pruning.Saliency}. */
@NullMarked
package org.lampyris.evaluation.compression.pruning;

import org.jspecify.annotations.NullMarked;
