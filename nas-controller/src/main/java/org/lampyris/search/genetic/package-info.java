/**
 * Strategies that keep a population and mutate its best. Start with
 * {@link org.lampyris.search.genetic.RegularizedEvolution}.
 */
@NullMarked
package org.lampyris.search.genetic;

import org.jspecify.annotations.NullMarked;
