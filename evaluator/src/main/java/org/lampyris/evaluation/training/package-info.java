/**
 * Training with Deeplearning4j: a network graph becomes a {@code ComputationGraph} of the fast layers in
 * {@code .layers}, is trained by a {@link org.lampyris.evaluation.training.TrainingPlan}, and gives its weights back.
 */
@NullMarked
package org.lampyris.evaluation.training;

import org.jspecify.annotations.NullMarked;
