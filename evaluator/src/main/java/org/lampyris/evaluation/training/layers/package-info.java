/**
 * Deeplearning4j layers that run on ND4J's fast operations, and on passes in Java where there is none, and keep their
 * buffers from step to step. The stock layers for convolution and batch normalisation never reach oneDNN.
 * {@link org.lampyris.evaluation.training.layers.ConvolutionUnit} is the one that nearly all the time is spent in.
 *
 * <p>Activations and gradients are NHWC, contiguous, which oneDNN works on without another order of its own. They belong
 * to the layer that made them and are overwritten by its next step. Workspaces must be off ({@code WorkspaceMode.NONE}).
 */
@NullMarked
package org.lampyris.evaluation.training.layers;

import org.jspecify.annotations.NullMarked;
