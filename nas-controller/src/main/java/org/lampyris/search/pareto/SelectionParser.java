package org.lampyris.search.pareto;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lampyris.evaluation.EvaluationResult;
import org.lampyris.evaluation.EvaluationResult.Evaluated;
import org.lampyris.evaluation.Metrics;
import org.lampyris.evaluation.Objective;
import org.lampyris.input.InvalidInputException;
import org.lampyris.search.Trial;

/** The selections that users can write. */
final class SelectionParser {
    private static final Pattern TRIAL = Pattern.compile("trial:([0-9]{1,9})");
    private static final Pattern LIMIT =
            Pattern.compile("([a-z]+)\\s*<=\\s*([0-9]{1,15}(?:\\.[0-9]{1,15})?)\\s*([a-zA-Z]*)");
    private static final Map<String, String> METRICS = Map.of(
            "latency", Metrics.LATENCY_MS,
            "energy", Metrics.ENERGY_UJ,
            "flash", Metrics.FLASH_BYTES,
            "ram", Metrics.RAM_BYTES);
    private static final Map<String, Double> BYTES =
            Map.of("B", 1.0, "KB", 1e3, "KiB", 1024.0, "MB", 1e6, "MiB", 1048576.0);
    private static final Map<String, Map<String, Double>> UNITS = Map.of(
            "latency",
            Map.of("us", 1e-3, "ms", 1.0, "s", 1e3),
            "energy",
            Map.of("uJ", 1.0, "mJ", 1e3, "J", 1e6),
            "flash",
            BYTES,
            "ram",
            BYTES);

    private SelectionParser() {}

    static Selection parse(String text) {
        String written = text.strip();
        Matcher trial = TRIAL.matcher(written);
        Matcher limit = LIMIT.matcher(written);
        if (trial.matches()) {
            int number = Integer.parseInt(trial.group(1));
            return (trials, objectives) -> numbered(number, trials);
        }
        if (limit.matches() && METRICS.containsKey(limit.group(1))) {
            return limit(written, limit.group(1), Double.parseDouble(limit.group(2)), limit.group(3));
        }
        return switch (written) {
            case "best" -> (trials, objectives) -> least(front(trials, objectives), 0);
            case "cheapest" ->
                (trials, objectives) -> least(front(trials, objectives), Math.min(1, objectives.size() - 1));
            case "knee" -> (trials, objectives) -> knee(front(trials, objectives));
            default ->
                throw InvalidInputException.at(
                        "--select",
                        "'" + written + "' is no selection",
                        "Write best, knee, cheapest, trial:12, or a limit such as latency<=5ms, energy<=2mJ, flash<=100KB,"
                                + " ram<=64KiB.");
        };
    }

    private static Selection limit(String written, String name, double amount, String unit) {
        Map<String, Double> units = UNITS.getOrDefault(name, Map.of());
        Double factor = units.get(unit);
        if (factor == null) {
            throw InvalidInputException.at(
                    "--select",
                    "'" + written + "' has " + (unit.isEmpty() ? "no unit" : "the unit '" + unit + "'"),
                    "For " + name + " write one of " + String.join(", ", new TreeSet<>(units.keySet())) + ".");
        }
        String metric = METRICS.getOrDefault(name, name);
        return (trials, objectives) -> within(written, metric, amount * factor, trials, objectives);
    }

    private static Trial within(
            String written, String metric, double most, List<Trial> trials, List<Objective> objectives) {
        ToDoubleFunction<Trial> cost =
                trial -> trial.result().metrics().find(metric).orElse(Double.POSITIVE_INFINITY);
        List<Trial> kept = trials.stream()
                .filter(trial -> cost.applyAsDouble(trial) <= most)
                .toList();
        ParetoFront front = ParetoFront.of(objectives, kept);
        if (front.members().isEmpty()) {
            double nearest = trials.stream()
                    .filter(front::counts)
                    .mapToDouble(cost)
                    .min()
                    .orElse(Double.POSITIVE_INFINITY);
            String advice = Double.isInfinite(nearest)
                    ? "The trials of this run have no " + metric + "; try --select best."
                    : "The lowest " + metric + " is " + rounded(nearest)
                            + "; raise the limit, or try --select cheapest.";
            throw InvalidInputException.at("--select " + written, "no evaluated trial keeps this limit", advice);
        }
        return least(front, 0);
    }

    private static Trial numbered(int number, List<Trial> trials) {
        Trial trial = trials.stream()
                .filter(t -> t.number() == number)
                .findFirst()
                .orElseThrow(() -> InvalidInputException.at(
                        "--select trial:" + number,
                        "there is no trial " + number,
                        trials.isEmpty()
                                ? "The run has no trials yet."
                                : "The run has the trials 1 to " + trials.size() + "."));
        if (!(trial.result() instanceof Evaluated)) {
            throw InvalidInputException.at(
                    "--select trial:" + number,
                    "trial " + number + " was not evaluated: " + reason(trial.result()),
                    "Choose one of the front.");
        }
        return trial.repeats().isPresent() ? numbered(trial.repeats().getAsInt(), trials) : trial;
    }

    private static String reason(EvaluationResult result) {
        if (result instanceof EvaluationResult.Infeasible infeasible) {
            return "it is over a limit (" + infeasible.violated() + ")";
        }
        if (result instanceof EvaluationResult.TimedOut timedOut) {
            return "its training timed out (" + timedOut.limit() + ")";
        }
        if (result instanceof EvaluationResult.Failed failed) {
            return "its training failed (" + failed.cause() + ")";
        }
        return "its worker was lost";
    }

    /** Up, to four digits, so that the figure works as a limit. */
    private static String rounded(double value) {
        return new BigDecimal(value)
                .round(new MathContext(4, RoundingMode.CEILING))
                .toPlainString();
    }

    private static ParetoFront front(List<Trial> trials, List<Objective> objectives) {
        ParetoFront front = ParetoFront.of(objectives, trials);
        if (front.members().isEmpty()) {
            throw InvalidInputException.at(
                    "--select",
                    "none of the " + trials.size() + " trials was evaluated and keeps all bounds",
                    "Search on with more trials, or widen the bounds.");
        }
        return front;
    }

    private static Trial least(ParetoFront front, int objective) {
        Comparator<Trial> order = Comparator.comparingDouble(trial -> front.point(trial)[objective]);
        for (int i = 0; i < front.objectives().size(); i++) {
            int tie = i;
            order = order.thenComparingDouble(trial -> front.point(trial)[tie]);
        }
        return front.members().stream().min(order).orElseThrow();
    }

    /** Ties go to the better in the first objective. */
    private static Trial knee(ParetoFront front) {
        return front.members().stream()
                .sorted(Comparator.comparingDouble(
                        trial -> -front.kneeDistance(trial).orElseThrow()))
                .findFirst()
                .orElseThrow();
    }
}
