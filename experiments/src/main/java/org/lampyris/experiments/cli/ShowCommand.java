package org.lampyris.experiments.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.lampyris.experiments.FinishedRun;
import org.lampyris.experiments.RunFolder;
import org.lampyris.experiments.report.Json;
import org.lampyris.experiments.report.RunSummary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code show RUN}: the front and the outcomes. */
@Command(name = "show", description = "Shows the Pareto front of a run and how its trials ended.")
final class ShowCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "RUN", description = "The run folder.")
    private Path run = Path.of("");

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    ShowCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        RunFolder folder = RunFolder.open(run);
        RunSummary summary = FinishedRun.read(folder).summary();
        if (json) {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("run", folder.path().toString());
            result.putAll(summary.json());
            console.out().print(Json.write(result));
        } else {
            console.out().print(summary.text());
        }
        return ExitCode.DONE;
    }
}
