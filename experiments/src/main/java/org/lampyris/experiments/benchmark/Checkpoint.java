package org.lampyris.experiments.benchmark;

/**
 * How far a search had come.
 *
 * @param evaluations that were paid for so far, further looks counted
 * @param regret how much worse than the optimum the recommended architecture truly is
 * @param hypervolume of the architectures that look undominated, by their true values, as a share of the true front's;
 *     1 where there is one objective
 * @param unique architectures evaluated so far
 * @param samples proposals so far
 * @param entropy of the strategy's policy, 0 to 1; not a number if it has none
 */
record Checkpoint(int evaluations, double regret, double hypervolume, int unique, int samples, double entropy) {}
