package org.lampyris.experiments.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.lampyris.hardware.HardwareProfile;
import org.lampyris.hardware.Limits;
import org.lampyris.hardware.Origin;
import org.lampyris.hardware.ProfileCostModel;
import org.lampyris.hardware.calibration.CalibrationReport;

/** Hardware profiles in words. */
public final class ProfileReport {
    private ProfileReport() {}

    /** A line for each profile. */
    public static String table(List<HardwareProfile> profiles) {
        TextTable table = new TextTable(List.of("profile", "entries", "precision", "device"));
        for (HardwareProfile profile : profiles) {
            table.row(List.of(
                    profile.name(),
                    Integer.toString(profile.pricing().table().entries().size()),
                    profile.device().precision().word(),
                    profile.device().name()));
        }
        return table.toString();
    }

    /** Device, source, limits and what latencies are made of. */
    public static String text(HardwareProfile profile) {
        Origin origin = profile.device().origin();
        List<String> lines = new ArrayList<>(List.of(
                "device       " + profile.device().name(),
                "             " + profile.device().description(),
                "precision    " + profile.device().precision().word(),
                "measured by  " + origin.measuredBy() + ", " + origin.date(),
                "method       " + origin.method(),
                "source       " + origin.source(),
                "licence      " + origin.licence(),
                "limits       " + limits(profile.limits()),
                "entries      " + profile.pricing().table().entries().size() + " measured"));
        calibration(profile)
                .ifPresent(report -> lines.add(String.format(
                        Locale.ROOT,
                        "model        leave one out: %.1f %% mean, %.1f %% median, %.1f %% worst (%s)",
                        report.meanPercent(),
                        report.medianPercent(),
                        report.worstPercent(),
                        report.worstEntry())));
        lines.add(
                "roofline     " + (profile.pricing().roofline().isPresent() ? "where nothing else fits" : "not used"));
        lines.add("sha256       " + profile.hash());
        return String.join("\n", lines) + "\n";
    }

    /** The same for scripts. */
    public static Map<String, Object> json(HardwareProfile profile) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", profile.name());
        json.put("device", profile.device().name());
        json.put("description", profile.device().description());
        json.put("precision", profile.device().precision().word());
        json.put("source", profile.device().origin().source());
        json.put("licence", profile.device().origin().licence());
        json.put("entries", profile.pricing().table().entries().size());
        json.put("limits", limitValues(profile.limits()));
        json.put("calibration_mean_percent", calibration(profile).map(CalibrationReport::meanPercent));
        json.put("roofline", profile.pricing().roofline().isPresent());
        json.put("sha256", profile.hash());
        return json;
    }

    private static Optional<CalibrationReport> calibration(HardwareProfile profile) {
        return profile.pricing().table().entries().isEmpty()
                ? Optional.empty()
                : new ProfileCostModel(profile).calibration();
    }

    private static String limits(Limits limits) {
        List<String> words = new ArrayList<>();
        limitValues(limits).forEach((name, value) -> words.add(name + " " + Json.number(value)));
        return words.isEmpty() ? "none" : String.join(", ", words);
    }

    private static Map<String, Double> limitValues(Limits limits) {
        Map<String, Double> values = new LinkedHashMap<>();
        limits.latencyMs().ifPresent(value -> values.put("latency_ms", value));
        limits.energyMicrojoules().ifPresent(value -> values.put("energy_uj", value));
        limits.flashBytes().ifPresent(value -> values.put("flash_bytes", (double) value));
        limits.ramBytes().ifPresent(value -> values.put("ram_bytes", (double) value));
        return values;
    }
}
