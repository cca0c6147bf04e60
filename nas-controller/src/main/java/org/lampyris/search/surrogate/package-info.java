/**
 * Models of what an evaluation would give, with their doubt. Start with
 * {@link org.lampyris.search.surrogate.CategoricalProcess}, a Gaussian process on lists of choices.
 */
@NullMarked
package org.lampyris.search.surrogate;

import org.jspecify.annotations.NullMarked;
