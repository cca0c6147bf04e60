package org.lampyris.evaluation.execution;

import java.util.Map;
import org.lampyris.evaluation.EvaluationResult.Failed;
import org.lampyris.evaluation.Metrics;

/** What was thrown, in words for the trial log. */
public final class FailureWords {
    private static final int LONGEST = 400;
    private static final int DEEPEST = 4;

    private FailureWords() {}

    public static Failed failed(Throwable thrown) {
        StringBuilder words = new StringBuilder(thrown instanceof OutOfMemoryError ? "out of memory: " : "");
        Throwable cause = thrown;
        for (int depth = 0; depth < DEEPEST && cause != null; depth++) {
            words.append(depth == 0 ? "" : ", caused by ")
                    .append(cause.getClass().getSimpleName())
                    .append(cause.getMessage() == null ? "" : ": " + cause.getMessage());
            cause = cause.getCause();
        }
        String line = words.toString().replaceAll("\\s+", " ").strip();
        return new Failed(Metrics.of(Map.of()), line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...");
    }
}
