package org.lampyris.experiments.cli;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.lampyris.experiments.AssembledSearch;
import org.lampyris.experiments.Machine;
import org.lampyris.experiments.RunFolder;
import org.lampyris.experiments.RunLog;
import org.lampyris.experiments.config.Experiment;
import org.lampyris.experiments.report.Json;
import org.lampyris.experiments.report.RunSummary;
import org.lampyris.search.StopReason;

/** Runs a search in a run folder until it ends or is interrupted, and says what came of it. */
final class SearchSession {
    private static final long SECONDS_TO_END = 90;

    private final Console console;
    private final RunFolder folder;
    private final boolean json;

    SearchSession(Console console, RunFolder folder, boolean json) {
        this.console = console;
        this.folder = folder;
        this.json = json;
    }

    /**
     * @param workers trainings at once
     * @return the exit code
     */
    int run(int workers, Supplier<AssembledSearch> opening) {
        String natives = Machine.prepare(workers);
        try (AssembledSearch search = opening.get()) {
            RunLog.open(folder.log());
            RunLog.info(natives);
            RunLog.info("search in " + folder.path());
            console.err().println("Searching in " + folder.path() + " with " + search.data() + ".");
            CountDownLatch ended = new CountDownLatch(1);
            Thread hook = new Thread(() -> stop(search, ended), "interruption");
            Runtime.getRuntime().addShutdownHook(hook);
            try {
                StopReason reason = run(search);
                RunLog.info("the search ended: " + reason);
                RunSummary summary = search.summary();
                report(summary, reason);
                return code(summary, reason);
            } finally {
                console.out().flush();
                console.err().flush();
                ended.countDown();
                removeHook(hook);
            }
        }
    }

    private StopReason run(AssembledSearch search) {
        Experiment experiment = search.ingredients().experiment();
        try (ProgressPrinter progress = new ProgressPrinter(
                console, experiment.search().budget(), experiment.training().epochs())) {
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

    /** Keeps the process alive until what is finished is reported. */
    private static void stop(AssembledSearch search, CountDownLatch ended) {
        search.stop();
        try {
            if (!ended.await(SECONDS_TO_END, TimeUnit.SECONDS)) {
                Thread.currentThread().interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The program is on its way out already.
        }
    }

    private void report(RunSummary summary, StopReason reason) {
        if (json) {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("run", folder.path().toString());
            result.put("stopped", reason.name().toLowerCase(Locale.ROOT));
            result.putAll(summary.json());
            console.out().print(Json.write(result));
            return;
        }
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
}
