package org.lampyris.evaluation.execution.hazelcast;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lampyris.evaluation.EvaluationResult;

/**
 * What a coordinator has its workers do.
 *
 * @param run its name, the same when it is resumed
 * @param version of the program, which must be the workers'
 * @param texts what workers build their evaluator from
 * @param facts what must be the same on both sides, by name: e.g. {@code data} to a hash
 * @param shipping what else goes to and fro
 */
public record ClusterJob(
        String run,
        String version,
        SortedMap<String, String> texts,
        SortedMap<String, String> facts,
        Shipping shipping) {

    /** Data to workers and weights from them. */
    public interface Shipping {

        /**
         * Makes the file that has the data set, for workers that don't have it; called once, when the first asks.
         *
         * @throws java.io.UncheckedIOException if it can't be written
         */
        Path data();

        /** The file that has what the teacher says; asked for only by workers that were told that there is one. */
        default Path teacher() {
            throw new IllegalStateException("there is no teacher");
        }

        /** Whether the weights of this result are needed. */
        boolean wanted(EvaluationResult result);

        /** Where the weights of a trial go. */
        Path weights(int trial);
    }

    public ClusterJob {
        texts = Collections.unmodifiableSortedMap(new TreeMap<>(texts));
        facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
    }

    /** The name of the first fact that differs, or the empty text. */
    static String difference(Map<String, String> expected, Map<String, String> found) {
        for (Map.Entry<String, String> fact : new TreeMap<>(expected).entrySet()) {
            if (!fact.getValue().equals(found.get(fact.getKey()))) {
                return fact.getKey();
            }
        }
        return "";
    }
}
