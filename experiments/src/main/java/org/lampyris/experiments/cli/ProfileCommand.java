package org.lampyris.experiments.cli;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code profile}: the devices. */
@Command(
        name = "profile",
        description = "Lists, shows and checks hardware profiles.",
        synopsisSubcommandLabel = "COMMAND")
final class ProfileCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(Objects.requireNonNull(spec).commandLine(), "list, show or check is missing");
    }

    /** {@code profile list}. */
    @Command(name = "list", description = "Lists the profiles that come along.")
    static final class ListProfiles implements Callable<Integer> {
        private final Console console;

        ListProfiles(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            console.out().println("raspberry-pi-4");
            return ExitCode.DONE;
        }
    }

    /** {@code profile show NAME}. */
    @Command(name = "show", description = "Shows a profile: device, source of its figures, limits, operators.")
    static final class Show implements Callable<Integer> {
        private final Console console;

        @Parameters(paramLabel = "NAME|FILE", description = "A name from 'profile list', or a file.")
        private String profile = "";

        Show(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            console.out().println(profile);
            return ExitCode.DONE;
        }
    }

    /** {@code profile check FILE}. */
    @Command(name = "check", description = "Checks a profile of your own.")
    static final class Check implements Callable<Integer> {
        private final Console console;

        @Parameters(paramLabel = "FILE", description = "The file.")
        private String file = "";

        Check(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            console.out().println(file);
            return ExitCode.DONE;
        }
    }
}
