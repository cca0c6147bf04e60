/**
 * The coding stage of Deep Compression: {@link org.lampyris.evaluation.compression.coding.CodedTensor} says in which ways
 * the weights of a tensor are given, {@link org.lampyris.evaluation.compression.coding.LampWriter} and {@link
 * org.lampyris.evaluation.compression.coding.LampReader} write and read them as one range-coded stream. Start with {@code
 * CodedTensor}.
 */
@NullMarked
package org.lampyris.evaluation.compression.coding;

import org.jspecify.annotations.NullMarked;
