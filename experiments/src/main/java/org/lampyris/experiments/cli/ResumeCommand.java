package org.lampyris.experiments.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code resume}. */
@Command(name = "resume", description = "To be written.")
final class ResumeCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "RUN", description = "The run folder.")
    private Path run = Path.of("");

    ResumeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        console.out().println(run);
        return ExitCode.DONE;
    }
}
