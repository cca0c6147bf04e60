/**
 * Where evaluations run: {@link org.lampyris.evaluation.execution.EvaluationBackend} takes requests and gives results.
 */
@NullMarked
package org.lampyris.evaluation.execution;

import org.jspecify.annotations.NullMarked;
