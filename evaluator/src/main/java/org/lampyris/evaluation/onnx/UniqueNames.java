package org.lampyris.evaluation.onnx;

import java.util.HashSet;
import java.util.Set;

/** Gives each name once: a name that is taken gets a number. */
final class UniqueNames {
    private final Set<String> taken = new HashSet<>();

    String take(String wish) {
        String name = wish;
        for (int i = 2; !taken.add(name); i++) {
            name = wish + "~" + i;
        }
        return name;
    }
}
