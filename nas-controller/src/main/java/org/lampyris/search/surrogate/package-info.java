/**
 * Models of what an evaluation would give, with their doubt. Start with {@link org.lampyris.search.surrogate.Archive};
 * {@code CategoricalProcess} is its model, a Gaussian process on lists of choices.
 */
@NullMarked
package org.lampyris.search.surrogate;

import org.jspecify.annotations.NullMarked;
