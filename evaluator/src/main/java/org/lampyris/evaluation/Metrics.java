package org.lampyris.evaluation;

import java.util.Collections;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is known of a network, by name; the usual names are the constants.
 *
 * @param values finite numbers
 */
public record Metrics(SortedMap<String, Double> values) {
    /** The share of validation images classified right, 0 to 1. */
    public static final String ACCURACY = "accuracy";

    /** What a table has in place of an accuracy where less is better. */
    public static final String LOSS = "loss";

    public static final String LATENCY_MS = "latency_ms";
    public static final String ENERGY_UJ = "energy_uj";
    public static final String FLASH_BYTES = "flash_bytes";
    public static final String RAM_BYTES = "ram_bytes";
    public static final String PARAMETERS = "parameters";
    public static final String MULTIPLY_ADDS = "multiply_adds";

    /** How many epochs the network was trained, where that isn't the whole plan. */
    public static final String EPOCHS = "epochs";

    public Metrics {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
        values.forEach((name, value) -> {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException(name + " is " + value);
            }
        });
    }

    public static Metrics of(Map<String, Double> values) {
        return new Metrics(new TreeMap<>(values));
    }

    public OptionalDouble find(String name) {
        Double value = values.get(name);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** @throws IllegalArgumentException if there is no such metric */
    public double get(String name) {
        return find(name).orElseThrow(() -> new IllegalArgumentException("no " + name + " among " + values.keySet()));
    }

    public Metrics with(String name, double value) {
        SortedMap<String, Double> more = new TreeMap<>(values);
        more.put(name, value);
        return new Metrics(more);
    }
}
