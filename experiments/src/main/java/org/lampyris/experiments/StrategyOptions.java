package org.lampyris.experiments;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lampyris.input.InvalidInputException;

/** The settings of a strategy while it is made: what was given, else the default; and what was asked for. */
final class StrategyOptions {
    private final String strategy;
    private final Map<String, Double> given;
    private final SortedMap<String, Double> asked = new TreeMap<>();

    StrategyOptions(String strategy, Map<String, Double> given) {
        this.strategy = strategy;
        this.given = given;
    }

    double number(String name, double otherwise) {
        double value = given.getOrDefault(name, otherwise);
        asked.put(name, value);
        return value;
    }

    int integer(String name, int otherwise) {
        double value = number(name, otherwise);
        if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
            throw InvalidInputException.at(
                    "strategy." + name, "'" + value + "' is no whole number", "Write one, e.g. " + otherwise + ".");
        }
        return (int) value;
    }

    /** All settings with their values; to be called once all were asked for. */
    SortedMap<String, Double> all() {
        for (String name : given.keySet()) {
            if (!asked.containsKey(name)) {
                String known = asked.isEmpty() ? "It has none" : "Known: " + String.join(", ", asked.keySet());
                throw InvalidInputException.at(
                        "strategy", "'" + strategy + "' has no setting '" + name + "'", known + ".");
            }
        }
        return asked;
    }
}
