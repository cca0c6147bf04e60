/**
 * Evaluations in virtual time: {@link org.lampyris.evaluation.execution.simulated.SimulatedBackend} drives a dispatcher
 * with workers that die, join, fall silent and lag, as {@link org.lampyris.evaluation.execution.simulated.Scenario} says.
 * What happens is decided by the scenario and its seed alone.
 */
@NullMarked
package org.lampyris.evaluation.execution.simulated;

import org.jspecify.annotations.NullMarked;
