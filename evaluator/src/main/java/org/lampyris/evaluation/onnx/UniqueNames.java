package org.lampyris.evaluation.onnx;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Gives each name once: a name that is taken gets a number. */
public final class UniqueNames {
    private final Set<String> taken = new HashSet<>();
    private final Map<String, Integer> next = new HashMap<>();

    public String take(String wish) {
        String name = wish;
        int number = next.getOrDefault(wish, 2);
        while (!taken.add(name)) {
            name = wish + "~" + number++;
        }
        next.put(wish, number);
        return name;
    }
}
