/**
 * The weights of a network, apart from whoever trains or runs it: {@link
 * org.lampyris.evaluation.weights.NetworkWeights} says which tensor stands under which name, {@link
 * org.lampyris.evaluation.weights.Safetensors} keeps them in a file. Start with {@code NetworkWeights}.
 */
@NullMarked
package org.lampyris.evaluation.weights;

import org.jspecify.annotations.NullMarked;
