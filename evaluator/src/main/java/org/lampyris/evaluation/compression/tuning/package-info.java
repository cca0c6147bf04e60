/**
 * What keeps weights compressed while a network is trained on. Each class is a {@link
 * org.lampyris.evaluation.training.WeightTransform}.
 */
@NullMarked
package org.lampyris.evaluation.compression.tuning;

import org.jspecify.annotations.NullMarked;
