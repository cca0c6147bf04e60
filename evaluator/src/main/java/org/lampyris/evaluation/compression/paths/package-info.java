/**
 * Path-level pruning: networks without whole branches, residual bodies or layers. {@link
 * org.lampyris.evaluation.compression.paths.Paths} finds and removes them, {@link
 * org.lampyris.evaluation.compression.paths.PathOffers} tells what each saves and harms. Start with {@code Paths}.
 */
@NullMarked
package org.lampyris.evaluation.compression.paths;

import org.jspecify.annotations.NullMarked;
