/**
 * Comparisons with known answers. Start with {@link org.lampyris.experiments.benchmark.TabularBenchmark}, which lets
 * strategies search a table many times and says how far from the optimum they end, or with
 * {@link org.lampyris.experiments.benchmark.ProxyBenchmark}, which holds scores of untrained networks against their
 * trained accuracies.
 */
@NullMarked
package org.lampyris.experiments.benchmark;

import org.jspecify.annotations.NullMarked;
