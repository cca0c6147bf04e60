/**
 * Strategies that keep a population and vary its best: {@link org.lampyris.search.genetic.RegularizedEvolution} for the
 * reward, {@link org.lampyris.search.genetic.Nsga2} for the Pareto front. Start with {@code RegularizedEvolution}.
 */
@NullMarked
package org.lampyris.search.genetic;

import org.jspecify.annotations.NullMarked;
