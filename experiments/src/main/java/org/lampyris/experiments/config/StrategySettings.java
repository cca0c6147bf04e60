package org.lampyris.experiments.config;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lampyris.input.InvalidInputException;

/**
 * A strategy by name.
 *
 * @param settings what differs from the strategy's defaults
 */
public record StrategySettings(String name, SortedMap<String, Double> settings) {
    private static final Pattern SETTING = Pattern.compile("([a-z_]+)=(-?[0-9]{1,15}(?:\\.[0-9]{1,15})?)");

    public StrategySettings {
        settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    }

    /**
     * Reads a name with settings behind it, e.g. {@code reinforce:mutants=0:looks=0}.
     *
     * @throws InvalidInputException if a setting isn't a name and a number
     */
    public static StrategySettings parse(String where, String text) {
        String[] parts = text.split(":", -1);
        SortedMap<String, Double> settings = new TreeMap<>();
        for (int i = 1; i < parts.length; i++) {
            Matcher setting = SETTING.matcher(parts[i]);
            if (!setting.matches()) {
                throw InvalidInputException.at(
                        where, "'" + parts[i] + "' is no setting", "Write e.g. reinforce:mutants=0:looks=0.");
            }
            settings.put(setting.group(1), Double.valueOf(setting.group(2)));
        }
        return new StrategySettings(parts[0], settings);
    }

    public static StrategySettings of(String name) {
        return new StrategySettings(name, new TreeMap<>());
    }
}
