package org.lampyris.experiments.cli;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.lampyris.evaluation.measuring.Setup;
import org.lampyris.experiments.AssembledSearch;
import org.lampyris.experiments.Execution;
import org.lampyris.experiments.Machine;
import org.lampyris.experiments.RunFolder;
import org.lampyris.experiments.RunLog;
import org.lampyris.experiments.compression.RunCompression;
import org.lampyris.experiments.config.CompressionPlan;
import org.lampyris.experiments.config.Experiment;
import org.lampyris.experiments.report.Json;
import org.lampyris.experiments.report.RunSummary;
import org.lampyris.input.InvalidInputException;
import org.lampyris.search.StopReason;

/** Runs a search in a run folder until it ends or is interrupted, and says what came of it. */
final class SearchSession {
    private final Console console;
    private final RunFolder folder;
    private final boolean json;

    SearchSession(Console console, RunFolder folder, boolean json) {
        this.console = console;
        this.folder = folder;
        this.json = json;
    }

    /**
     * @param execution where it trains
     * @return the exit code
     */
    int run(Execution execution, Supplier<AssembledSearch> opening) throws InterruptedException {
        Ended ended = searched(execution, opening);
        if (ended.next().isPresent()) {
            follow(ended, ended.next().get());
        }
        return code(ended.summary(), ended.reason());
    }

    /** What follows the search; whatever comes of that, the search is told of. */
    private void follow(Ended ended, CompressionPlan plan) throws InterruptedException {
        Map<String, Object> compressed = Map.of();
        try {
            compressed = compressed(plan);
        } catch (InvalidInputException e) {
            throw new InvalidInputException("The search is finished and kept, but its section compress failed: "
                    + e.getMessage() + " Change the section in " + folder.experiment() + ", then 'lampyris resume "
                    + folder.path() + "'.");
        } finally {
            if (json) {
                print(ended, compressed);
            }
        }
    }

    /**
     * What came of a search.
     *
     * @param next what is to follow it, unless it was interrupted or found nothing
     */
    private record Ended(StopReason reason, RunSummary summary, Optional<CompressionPlan> next) {}

    private Ended searched(Execution execution, Supplier<AssembledSearch> opening) {
        String natives = Machine.prepare(execution instanceof Execution.Local local ? local.workers() : 1);
        try (AssembledSearch search = opening.get()) {
            RunLog.open(folder.log());
            RunLog.info(natives);
            RunLog.info("search in " + folder.path());
            console.err().println("Searching in " + folder.path() + " with " + search.data() + ".");
            search.ingredients().profile().machine().ifPresent(this::warnOfOther);
            if (execution instanceof Execution.Cluster cluster) {
                console.err()
                        .println("Workers join with: ./lampyris worker --join "
                                + cluster.listening().endpoint() + " (at most "
                                + search.ingredients().experiment().search().window()
                                + " trials are out at once: search.window)");
            }
            Interruption hook = new Interruption(search::stop);
            hook.install();
            try {
                StopReason reason = run(search);
                RunLog.info("the search ended: " + reason);
                Ended ended = ended(search, reason);
                if (!json) {
                    report(ended.summary(), reason);
                } else if (ended.next().isEmpty()) {
                    print(ended, Map.of());
                }
                return ended;
            } finally {
                console.out().flush();
                console.err().flush();
                hook.remove();
            }
        }
    }

    private static Ended ended(AssembledSearch search, StopReason reason) {
        RunSummary summary = search.summary();
        boolean finished = reason != StopReason.INTERRUPTED && summary.usable();
        return new Ended(
                reason, summary, search.ingredients().experiment().compression().filter(plan -> finished));
    }

    private void warnOfOther(org.lampyris.hardware.Machine machine) {
        if (!machine.processor().equals(Setup.processor())) {
            console.err()
                    .println("lampyris: the profile is of " + machine.processor() + ", this machine is "
                            + Setup.processor() + ": latencies are that one's.");
        }
    }

    private StopReason run(AssembledSearch search) {
        Experiment experiment = search.ingredients().experiment();
        try (ProgressPrinter progress = new ProgressPrinter(
                console, experiment.search().budget(), experiment.training().epochs(), search::workers)) {
            progress.begin();
            return search.run(progress);
        }
    }

    /** A search that came to its end without a network failed. */
    private static int code(RunSummary summary, StopReason reason) {
        if (reason == StopReason.INTERRUPTED) {
            return ExitCode.INTERRUPTED;
        }
        boolean unfinished = reason == StopReason.TIME && summary.trained() == 0;
        return summary.usable() || unfinished ? ExitCode.DONE : ExitCode.FAILED;
    }

    private void report(RunSummary summary, StopReason reason) {
        console.out().println();
        console.out().print(summary.text());
        console.out().println();
        console.out().println("Ended because " + reason + ". The run folder: " + folder.path());
        if (reason == StopReason.INTERRUPTED || reason == StopReason.TIME) {
            console.out().println("  go on:   ./lampyris resume " + folder.path());
        }
        console.out().println("  look:    ./lampyris show " + folder.path());
        if (summary.usable() && reason != StopReason.INTERRUPTED) {
            console.out()
                    .println("  take it: ./lampyris export " + folder.path() + " --select knee --format onnx --out "
                            + "exported");
        }
    }

    private void print(Ended ended, Map<String, Object> compressed) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("run", folder.path().toString());
        result.put("stopped", ended.reason().name().toLowerCase(Locale.ROOT));
        result.putAll(ended.summary().json());
        if (!compressed.isEmpty()) {
            result.put("compressed", compressed);
        }
        console.out().print(Json.write(result));
        console.out().flush();
    }

    /** A result of an earlier end is left as it is. */
    private Map<String, Object> compressed(CompressionPlan plan) throws InterruptedException {
        RunCompression compression = new RunCompression(folder);
        if (compression.done()) {
            console.err()
                    .println(compression.path()
                            + " is there and left as it is, whatever came to the run since. Delete it to"
                            + " have it made anew.");
            return Map.of();
        }
        console.err().println("Compressing into " + compression.path() + ".");
        Machine.prepare(1);
        return compression.run(plan, json ? line -> {} : console::result, console::progress);
    }
}
