package org.lampyris.experiments.profiling;

import java.util.LinkedHashMap;
import java.util.Map;
import org.lampyris.hardware.calibration.PredictionErrors;

/** Errors of predictions, for scripts. */
public final class PredictionErrorsJson {
    private PredictionErrorsJson() {}

    public static Map<String, Object> of(PredictionErrors errors) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("networks", errors.networks());
        json.put("mape_percent", errors.meanPercent());
        json.put("median_percent", errors.medianPercent());
        json.put("bias_percent", errors.biasPercent());
        json.put("within_10_percent", 100 * errors.within10());
        json.put("spearman", errors.spearman());
        json.put("kendall", errors.kendall());
        return json;
    }
}
