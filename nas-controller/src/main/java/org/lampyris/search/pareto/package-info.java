/**
 * What is worth keeping among the trials: the {@link org.lampyris.search.pareto.ParetoFront}, the
 * {@link org.lampyris.search.pareto.Selection} of one of them, and what comes after the front
 * ({@link org.lampyris.search.pareto.NonDominatedSorting}). Start with {@code ParetoFront}.
 */
@NullMarked
package org.lampyris.search.pareto;

import org.jspecify.annotations.NullMarked;
