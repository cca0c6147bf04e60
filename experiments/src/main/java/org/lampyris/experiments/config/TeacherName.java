package org.lampyris.experiments.config;

import java.util.function.UnaryOperator;

/**
 * What a user calls a teacher: a path, with which of a run's networks it is behind a colon.
 *
 * @param path of a run folder or an ONNX file
 * @param which a trial's number or {@code front}; empty for the best of a run, and for a file
 */
public record TeacherName(String path, String which) {
    /** All networks of a run's front. */
    public static final String FRONT = "front";

    public static TeacherName parse(String text) {
        int colon = text.lastIndexOf(':');
        String behind = text.substring(colon + 1);
        return colon > 0 && (behind.equals(FRONT) || behind.matches("[0-9]{1,9}"))
                ? new TeacherName(text.substring(0, colon), behind)
                : new TeacherName(text, "");
    }

    /** The same elsewhere. */
    public TeacherName at(UnaryOperator<String> place) {
        return new TeacherName(place.apply(path), which);
    }

    @Override
    public String toString() {
        return which.isEmpty() ? path : path + ":" + which;
    }
}
