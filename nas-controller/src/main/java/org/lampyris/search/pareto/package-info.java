/**
 * What is worth keeping among the trials: the {@link org.lampyris.search.pareto.ParetoFront} and the
 * {@link org.lampyris.search.pareto.Selection} of one of them. Start with {@code ParetoFront}.
 */
@NullMarked
package org.lampyris.search.pareto;

import org.jspecify.annotations.NullMarked;
