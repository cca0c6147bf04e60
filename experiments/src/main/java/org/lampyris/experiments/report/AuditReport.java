package org.lampyris.experiments.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.lampyris.search.audit.Audit;
import org.lampyris.search.audit.BeatProbability;
import org.lampyris.search.audit.Comparison;
import org.lampyris.search.audit.Stretch;

/** An audit as people and scripts read it. */
public record AuditReport(Audit audit) {

    /** The finding, the comparisons with the random trials, and what changed over time. */
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append("Audit: ").append(audit.random()).append(" of ").append(audit.trials());
        text.append(" trials were drawn at random.\n")
                .append(audit.finding().words())
                .append('\n');
        audit.comparisons().reward().ifPresent(reward -> text.append('\n').append(comparisons(reward)));
        if (!audit.stretches().isEmpty()) {
            text.append('\n').append(overTime());
        }
        return text.toString();
    }

    private String comparisons(Comparison reward) {
        TextTable table = new TextTable(
                List.of("mean", "controller", "random", "difference", "95 % interval", "beats", "95 % interval", "p"));
        row(table, "reward", reward, 1);
        audit.comparisons().laterReward().ifPresent(later -> row(table, "reward, second half", later, 1));
        audit.comparisons().front().ifPresent(front -> row(table, "depth of the front", front, -1));
        int draws = Math.min(reward.own().size(), reward.random().size());
        return table + "Best reward of " + draws + ": " + four(reward.own().best()) + " among the controller's own, "
                + four(reward.random().best()) + " among random ones.\n";
    }

    /** @param sign -1 for what is shown as less is better */
    private static void row(TextTable table, String name, Comparison compared, int sign) {
        BeatProbability beats = compared.beats();
        double low = sign * (sign > 0 ? compared.low() : compared.high());
        double high = sign * (sign > 0 ? compared.high() : compared.low());
        table.row(List.of(
                name,
                four(sign * compared.own().mean()),
                four(sign * compared.random().mean()),
                four(sign * compared.difference()),
                four(low) + " to " + four(high),
                two(beats.estimate()),
                two(beats.low()) + " to " + two(beats.high()),
                String.format(Locale.ROOT, "%.2g", beats.pValue())));
    }

    private String overTime() {
        boolean policy =
                audit.stretches().stream().anyMatch(part -> part.entropy().isPresent());
        TextTable table = new TextTable(List.of("trials", "new", "diversity of choices", policy ? "entropy" : ""));
        for (Stretch part : audit.stretches()) {
            table.row(List.of(
                    part.first() + "-" + part.last(),
                    two(part.newShare()),
                    known(part.diversity()),
                    policy ? known(part.entropy()) : ""));
        }
        return table.toString();
    }

    private static String known(OptionalDouble value) {
        return value.isPresent() ? two(value.getAsDouble()) : "-";
    }

    private static String four(double value) {
        return String.format(Locale.ROOT, "%.4f", value + 0.0);
    }

    private static String two(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    /** The same for scripts. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("random_trials", audit.random());
        json.put("verdict", audit.finding().verdict().name().toLowerCase(Locale.ROOT));
        json.put("words", audit.finding().words());
        json.put("reward", json(audit.comparisons().reward()));
        json.put("later_reward", json(audit.comparisons().laterReward()));
        json.put("minus_front_depth", json(audit.comparisons().front()));
        json.put("over_time", audit.stretches().stream().map(AuditReport::json).toList());
        return json;
    }

    private static Optional<Map<String, Object>> json(Optional<Comparison> comparison) {
        return comparison.map(compared -> {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("controller", json(compared.own()));
            json.put("random", json(compared.random()));
            json.put("difference", compared.difference());
            json.put("difference_interval", List.of(compared.low(), compared.high()));
            json.put("beats", compared.beats().estimate());
            json.put(
                    "beats_interval",
                    List.of(compared.beats().low(), compared.beats().high()));
            json.put("p", compared.beats().pValue());
            return json;
        });
    }

    private static Map<String, Object> json(Comparison.Group group) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("architectures", group.size());
        json.put("mean", group.mean());
        json.put("best", group.best());
        return json;
    }

    private static Map<String, Object> json(Stretch part) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("first", part.first());
        json.put("last", part.last());
        json.put("new", part.newShare());
        json.put("diversity", part.diversity());
        json.put("entropy", part.entropy());
        return json;
    }
}
