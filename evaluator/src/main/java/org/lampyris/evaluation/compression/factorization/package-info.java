/**
 * Low-rank factorization: convolutions and dense layers as chains of smaller ones. {@link
 * org.lampyris.evaluation.compression.factorization.Factorization} splits layers at given ranks, {@link
 * org.lampyris.evaluation.compression.factorization.RankSearch} lists ranks with what they harm and what a device saves.
 * Start with {@code Factorization}.
 */
@NullMarked
package org.lampyris.evaluation.compression.factorization;

import org.jspecify.annotations.NullMarked;
