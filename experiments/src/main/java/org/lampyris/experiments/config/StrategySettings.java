package org.lampyris.experiments.config;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A strategy by name.
 *
 * @param settings what differs from the strategy's defaults
 */
public record StrategySettings(String name, SortedMap<String, Double> settings) {
    public StrategySettings {
        settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    }

    public static StrategySettings of(String name) {
        return new StrategySettings(name, new TreeMap<>());
    }
}
