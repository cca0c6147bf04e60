package org.lampyris.evaluation.execution.hazelcast;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a worker is told of a search.
 *
 * @param run its name, the same when it is resumed
 * @param texts what the evaluator is built from, by name
 */
public record Briefing(String run, SortedMap<String, String> texts) {
    public Briefing {
        texts = Collections.unmodifiableSortedMap(new TreeMap<>(texts));
    }
}
