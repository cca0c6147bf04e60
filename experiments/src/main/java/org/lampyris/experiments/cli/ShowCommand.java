package org.lampyris.experiments.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code show}. */
@Command(name = "show", description = "To be written.")
final class ShowCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "RUN", description = "The run folder.")
    private Path run = Path.of("");

    ShowCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        console.out().println(run);
        return ExitCode.DONE;
    }
}
