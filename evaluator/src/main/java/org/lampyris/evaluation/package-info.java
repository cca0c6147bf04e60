/**
 * From an architecture to its figures: an {@link org.lampyris.evaluation.Evaluator} decodes, prices and trains it, and
 * an {@link org.lampyris.evaluation.EvaluationResult} is one of five outcomes. Start with {@code Evaluator}.
 */
@NullMarked
package org.lampyris.evaluation;

import org.jspecify.annotations.NullMarked;
