package org.lampyris.evaluation;

import org.lampyris.space.Architecture;

/**
 * @param trial the trial's number, from 1
 * @param seed where all randomness of this evaluation comes from
 */
public record EvaluationRequest(int trial, Architecture architecture, long seed) {}
