package org.lampyris.experiments.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.function.Function;
import org.lampyris.evaluation.EvaluationResult;
import org.lampyris.evaluation.Metrics;
import org.lampyris.evaluation.Objective;
import org.lampyris.hardware.Cost;
import org.lampyris.hardware.ProvenanceShares;
import org.lampyris.input.InvalidInputException;
import org.lampyris.search.LongestTrainings;
import org.lampyris.search.Trial;
import org.lampyris.search.audit.Audit;
import org.lampyris.search.pareto.ParetoFront;
import org.lampyris.search.pareto.Selection;
import org.lampyris.space.Architecture;

/** The trials of a run in short: the front, the outcomes, the best. */
public final class RunSummary {
    private final List<Trial> trials;
    private final List<Objective> objectives;
    private final List<Objective> bounds;
    private final ParetoFront front;
    private final Function<Architecture, String> words;
    private final Optional<AuditReport> audit;
    private final Optional<Function<Architecture, Cost>> costs;

    /**
     * @param bounds the limits, of objectives and of other metrics
     * @param words describes an architecture in a line
     */
    public RunSummary(
            List<Trial> trials,
            List<Objective> objectives,
            List<Objective> bounds,
            Function<Architecture, String> words) {
        this(trials, objectives, bounds, words, Optional.empty(), Optional.empty());
    }

    private RunSummary(
            List<Trial> trials,
            List<Objective> objectives,
            List<Objective> bounds,
            Function<Architecture, String> words,
            Optional<AuditReport> audit,
            Optional<Function<Architecture, Cost>> costs) {
        this.trials = List.copyOf(trials);
        this.objectives = List.copyOf(objectives);
        this.bounds = List.copyOf(bounds);
        this.front = ParetoFront.of(objectives, trials);
        this.words = words;
        this.audit = audit;
        this.costs = costs;
    }

    /** The same with what an audit says of the strategy. */
    public RunSummary withAudit(Audit audited) {
        return new RunSummary(trials, objectives, bounds, words, Optional.of(new AuditReport(audited)), costs);
    }

    /** The same with where latencies come from. */
    public RunSummary withCosts(Function<Architecture, Cost> priced) {
        return new RunSummary(trials, objectives, bounds, words, audit, Optional.of(priced));
    }

    /** The networks that were trained; one that was trained on later counts once. */
    public long trained() {
        return LongestTrainings.of(trials).stream().filter(Trial::trained).count();
    }

    /** The evaluated trial with the highest reward, of each network the longest training. */
    public Optional<Trial> best() {
        return LongestTrainings.of(trials).stream()
                .filter(trial -> trial.result() instanceof EvaluationResult.Evaluated)
                .max(Comparator.comparingDouble(Trial::reward)
                        .thenComparing(Comparator.comparingInt(Trial::number).reversed()));
    }

    /** Whether there is a network to take: one that was trained and keeps all limits. */
    public boolean usable() {
        return !front.members().isEmpty();
    }

    /** The front as a table, or why there is none, then the counts of the outcomes and the audit. */
    public String text() {
        StringBuilder text = new StringBuilder();
        if (front.members().isEmpty()) {
            text.append(NoNetwork.why(trials, bounds));
        } else {
            text.append("Pareto front (").append(front.members().size()).append(" networks):\n");
            text.append(table());
            costs.ifPresent(priced ->
                    text.append("Latencies: ").append(provenance(priced)).append('\n'));
        }
        text.append(rungs());
        text.append('\n').append(trials.size()).append(" trials:");
        String separator = " ";
        for (Map.Entry<String, Integer> count :
                OutcomeCounts.of(trials).byName().entrySet()) {
            text.append(separator).append(count.getValue()).append(' ').append(count.getKey());
            separator = ", ";
        }
        text.append('\n');
        audit.ifPresent(report -> text.append('\n').append(report.text()));
        return text.toString();
    }

    private ProvenanceShares provenance(Function<Architecture, Cost> priced) {
        return ProvenanceShares.of(front.members().stream()
                .map(trial -> priced.apply(trial.architecture()))
                .toList());
    }

    /** How many networks were trained how far, where that isn't the whole plan for all. */
    private String rungs() {
        SortedMap<Integer, Integer> counts = new TreeMap<>();
        trials.stream()
                .filter(Trial::trained)
                .forEach(trial -> counts.merge(trial.epochs().orElse(Integer.MAX_VALUE), 1, Integer::sum));
        if (trials.stream().allMatch(trial -> trial.epochs().isEmpty())) {
            return "";
        }
        StringJoiner rungs = new StringJoiner(", ", "\nTrained by rungs: ", "\n");
        counts.forEach((epochs, number) -> rungs.add(number
                + (epochs == Integer.MAX_VALUE
                        ? " in full"
                        : " for " + epochs + (epochs == 1 ? " epoch" : " epochs"))));
        return rungs.toString();
    }

    private String table() {
        Optional<Trial> knee = selected("knee");
        List<String> header = new ArrayList<>(List.of("trial"));
        objectives.forEach(objective -> header.add(objective.metric()));
        boolean rungs = trials.stream().anyMatch(trial -> trial.epochs().isPresent());
        header.addAll(rungs ? List.of("epochs") : List.of());
        header.addAll(List.of(Metrics.PARAMETERS, "reward", "select", "network"));
        TextTable table = new TextTable(header);
        List<Trial> members = front.members();
        for (int i = 0; i < members.size(); i++) {
            Trial member = members.get(i);
            List<String> marks = new ArrayList<>();
            if (i == 0) {
                marks.add("best");
            }
            if (knee.isPresent() && knee.get().equals(member)) {
                marks.add("knee");
            }
            if (i == members.size() - 1 && objectives.size() == 2) {
                marks.add("cheapest");
            }
            List<String> row = new ArrayList<>(List.of(Integer.toString(member.number())));
            objectives.forEach(objective -> row.add(figure(member, objective.metric())));
            if (rungs) {
                row.add(
                        member.epochs().isPresent()
                                ? Integer.toString(member.epochs().getAsInt())
                                : "all");
            }
            row.add(figure(member, Metrics.PARAMETERS));
            row.add(String.format(Locale.ROOT, "%.4f", member.reward()));
            row.add(String.join(",", marks));
            row.add(words.apply(member.architecture()));
            table.row(row);
        }
        return table.toString();
    }

    private Optional<Trial> selected(String selection) {
        try {
            return Optional.of(Selection.parse(selection).from(trials, objectives));
        } catch (InvalidInputException e) {
            return Optional.empty();
        }
    }

    private static String figure(Trial trial, String metric) {
        Optional<Double> value =
                Optional.ofNullable(trial.result().metrics().values().get(metric));
        return value.map(Figure::of).orElse("-");
    }

    /** The same for scripts. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("trials", trials.size());
        json.put("trained", trained());
        json.put("outcomes", OutcomeCounts.of(trials).byName());
        json.put("best_reward", best().map(RunSummary::json));
        json.put("front", front.members().stream().map(this::described).toList());
        audit.ifPresent(report -> json.put("audit", report.json()));
        return json;
    }

    private Map<String, Object> described(Trial trial) {
        Map<String, Object> json = json(trial);
        json.put("network", words.apply(trial.architecture()));
        costs.ifPresent(priced -> json.put(
                "latency_provenance",
                priced.apply(trial.architecture()).provenance().toString()));
        return json;
    }

    private static Map<String, Object> json(Trial trial) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("trial", trial.number());
        json.put("architecture", trial.architecture().id());
        json.put("choices", trial.architecture().choices());
        json.put("reward", trial.reward());
        json.put("metrics", trial.result().metrics().values());
        return json;
    }
}
