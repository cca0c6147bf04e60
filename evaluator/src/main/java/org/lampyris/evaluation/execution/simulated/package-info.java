/** Evaluations in virtual time: {@code SimulatedBackend} drives a dispatcher with workers that die, join and lag. */
@NullMarked
package org.lampyris.evaluation.execution.simulated;

import org.jspecify.annotations.NullMarked;
