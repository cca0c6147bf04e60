/**
 * Makes trained networks smaller: {@code quantization} holds weights and activations in few bits, {@code allocation}
 * chooses for each layer how much it gives up.
 */
@NullMarked
package org.lampyris.evaluation.compression;

import org.jspecify.annotations.NullMarked;
