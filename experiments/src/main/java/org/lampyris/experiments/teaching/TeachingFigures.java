package org.lampyris.experiments.teaching;

import java.util.LinkedHashMap;
import java.util.Map;
import org.lampyris.evaluation.distillation.Distillation;

/** What a manifest says of how a network was taught. */
public final class TeachingFigures {
    private TeachingFigures() {}

    /** By name, in the order in which they are shown. */
    public static Map<String, Object> of(Distillation teaching) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("temperature", teaching.temperature());
        figures.put("teacherWeight", teaching.weight());
        teaching.transfer().ifPresent(inner -> {
            figures.put("attentionWeight", inner.weights().attention());
            figures.put("hintsWeight", inner.weights().hints());
        });
        figures.put("teacherSha256", teaching.teacher().sha256().orElse("unknown"));
        return figures;
    }
}
