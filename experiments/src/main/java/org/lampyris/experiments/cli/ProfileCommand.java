package org.lampyris.experiments.cli;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lampyris.experiments.report.Json;
import org.lampyris.experiments.report.ProfileReport;
import org.lampyris.hardware.HardwareProfile;
import org.lampyris.hardware.HardwareProfiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code profile}: the devices. */
@Command(
        name = "profile",
        description = "Lists, shows, measures, fits and checks hardware profiles.",
        synopsisSubcommandLabel = "COMMAND")
final class ProfileCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                Objects.requireNonNull(spec).commandLine(),
                "a command is missing: list, show, check, measure, import, fit or estimate");
    }

    /** {@code profile list}. */
    @Command(name = "list", description = "Lists the profiles that come along.")
    static final class ListProfiles implements Callable<Integer> {
        private final Console console;

        @Option(names = "--json", description = "Prints JSON.")
        private boolean json;

        ListProfiles(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            List<HardwareProfile> profiles = HardwareProfile.shipped().stream()
                    .map(HardwareProfiles::load)
                    .toList();
            if (json) {
                console.out()
                        .print(Json.write(
                                profiles.stream().map(ProfileReport::json).toList()));
            } else {
                console.out().print(ProfileReport.table(profiles));
            }
            return ExitCode.DONE;
        }
    }

    /** {@code profile show NAME}. */
    @Command(name = "show", description = "Shows a profile: device, source of its figures, limits, operators.")
    static final class Show implements Callable<Integer> {
        private final Console console;

        @Parameters(paramLabel = "NAME|FILE", description = "A name from 'profile list', or a file.")
        private String profile = "";

        @Option(names = "--json", description = "Prints JSON.")
        private boolean json;

        @Option(names = "--yaml", description = "Prints the file, to be copied and changed.")
        private boolean yaml;

        Show(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            HardwareProfile loaded = HardwareProfiles.load(profile);
            if (yaml) {
                console.out().print(HardwareProfiles.text(profile));
            } else {
                console.out().print(json ? Json.write(ProfileReport.json(loaded)) : ProfileReport.text(loaded));
            }
            return ExitCode.DONE;
        }
    }
}
