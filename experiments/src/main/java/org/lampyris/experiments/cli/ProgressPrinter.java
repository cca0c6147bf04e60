package org.lampyris.experiments.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.lampyris.evaluation.Metrics;
import org.lampyris.experiments.config.Budget;
import org.lampyris.search.SearchListener;
import org.lampyris.search.Trial;

/**
 * Tells how far a search is: on a terminal in one line that is drawn over, elsewhere in a line for each network that was
 * trained. Closing it ends the line.
 */
final class ProgressPrinter implements SearchListener, AutoCloseable {
    private final Console console;
    private final Budget budget;
    private final Instant start;
    private final SearchProgress progress;
    private final Supplier<OptionalInt> workers;
    private double trainedHere;
    private int drawn;

    /**
     * @param epochs of a whole training
     * @param workers that are connected now, in a cluster
     */
    ProgressPrinter(Console console, Budget budget, int epochs, Supplier<OptionalInt> workers) {
        this.console = console;
        this.budget = budget;
        this.progress = new SearchProgress(epochs);
        this.workers = workers;
        this.start = console.clock().instant();
    }

    /** Draws the line of a search that has nothing yet. */
    void begin() {
        if (console.columns().isPresent()) {
            draw(line());
        }
    }

    @Override
    public void trialFinished(Trial trial, boolean replayed) {
        double before = progress.trained();
        progress.add(trial);
        trainedHere += replayed ? 0 : progress.trained() - before;
        if (console.columns().isPresent()) {
            draw(line());
        } else if (trial.trained() && !replayed) {
            console.err().println(line());
        }
    }

    /** What is printed from now on stands in a line of its own. */
    @Override
    public void close() {
        if (drawn > 0) {
            console.err().println();
            drawn = 0;
        }
    }

    /** E.g. {@code 12/16 trained, best reward 0.8533 (latency 3.21 ms), best accuracy 0.8710, 4.2 trials/min, 57s left}. */
    String line() {
        double trained = progress.trained();
        StringBuilder line = new StringBuilder()
                .append(
                        trained == Math.rint(trained)
                                ? Long.toString((long) trained)
                                : String.format(Locale.ROOT, "%.1f", trained));
        budget.limit().ifPresent(limit -> line.append('/').append(limit));
        line.append(" trained");
        workers.get().ifPresent(count -> line.append(" by ").append(count).append(count == 1 ? " worker" : " workers"));
        progress.best()
                .ifPresent(best -> line.append(String.format(
                        Locale.ROOT,
                        ", best reward %.4f (latency %.2f ms), best accuracy %.4f",
                        best.reward(),
                        best.result().metrics().get(Metrics.LATENCY_MS),
                        progress.bestAccuracy())));
        double minutes = Duration.between(start, console.clock().instant()).toMillis() / 60_000.0;
        if (trainedHere > 0 && minutes > 0) {
            line.append(String.format(Locale.ROOT, ", %.1f trials/min", trainedHere / minutes));
            left(minutes).ifPresent(time -> line.append(", ").append(time).append(" left"));
        }
        return line.toString();
    }

    private Optional<String> left(double minutes) {
        double more =
                budget.limit().isPresent() ? budget.limit().getAsInt() - progress.trained() : Double.POSITIVE_INFINITY;
        double byTime = budget.time()
                .map(limit -> limit.toMillis() / 60_000.0 - minutes)
                .orElse(Double.POSITIVE_INFINITY);
        long seconds = Math.max(0, Math.round(60 * Math.min(more * minutes / trainedHere, byTime)));
        return more <= 0
                ? Optional.empty()
                : Optional.of(seconds < 60 ? seconds + "s" : seconds / 60 + "m" + seconds % 60 + "s");
    }

    /** Cut so that the terminal never wraps it: a wrapped line can't be drawn over. */
    private void draw(String line) {
        int width = Math.max(1, console.columns().orElseThrow() - 1);
        String cut = line.length() <= width ? line : line.substring(0, width);
        console.err().print("\r" + cut + " ".repeat(Math.max(0, drawn - cut.length())));
        console.err().flush();
        drawn = cut.length();
    }
}
