/**
 * Teaching a network by another's outputs. Start at {@link org.lampyris.evaluation.distillation.Distillation}.
 *
 * @see "Hinton, Vinyals, Dean: Distilling the knowledge in a neural network, 2015"
 */
@NullMarked
package org.lampyris.evaluation.distillation;

import org.jspecify.annotations.NullMarked;
