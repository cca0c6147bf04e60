/**
 * Evaluations that are looked up in a table. Start with
 * {@link org.lampyris.evaluation.tabular.TabularEvaluator}.
 */
@NullMarked
package org.lampyris.evaluation.tabular;

import org.jspecify.annotations.NullMarked;
