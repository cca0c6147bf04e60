package org.lampyris.experiments.benchmark;

import java.util.List;

/**
 * How well proxies told the accuracy of a sample of networks.
 *
 * @param accuracies of the networks that were trained to the end
 * @param failed how many weren't
 * @param trainingMilliseconds processor time of a training, the median
 */
public record ProxyReport(
        List<Double> accuracies, int failed, double trainingMilliseconds, List<ProxyQuality> proxies) {
    public ProxyReport {
        accuracies = List.copyOf(accuracies);
        proxies = List.copyOf(proxies);
    }
}
