/**
 * Teaching a network by another's outputs, and by what is within it. Start at {@link
 * org.lampyris.evaluation.distillation.Distillation} and {@link org.lampyris.evaluation.distillation.FeatureTransfer}.
 *
 * @see "Hinton, Vinyals, Dean: Distilling the knowledge in a neural network, 2015"
 */
@NullMarked
package org.lampyris.evaluation.distillation;

import org.jspecify.annotations.NullMarked;
