package org.lampyris.experiments.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lampyris.experiments.Version;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program without a command: only help and version. */
@Command(
        name = "lampyris",
        mixinStandardHelpOptions = true,
        scope = CommandLine.ScopeType.INHERIT,
        versionProvider = LampyrisCommand.VersionText.class,
        description = "Searches for small vision networks that fit a device, trains them and exports the best.",
        synopsisSubcommandLabel = "COMMAND")
final class LampyrisCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        CommandLine line = Objects.requireNonNull(spec).commandLine();
        throw new ParameterException(line, "a command is missing");
    }

    /** The text of {@code --version}. */
    static final class VersionText implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"lampyris " + Version.current()};
        }
    }
}
