package org.lampyris.experiments.cli;

import java.util.concurrent.Callable;
import org.lampyris.experiments.NamedNetwork;
import org.lampyris.experiments.profiling.NetworkEstimate;
import org.lampyris.experiments.report.Json;
import org.lampyris.hardware.HardwareProfiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code profile estimate}: what one network costs on a device, part by part. */
@Command(name = "estimate", description = "Prices one network part by part, and says where each figure comes from.")
final class ProfileEstimateCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "NAME|FILE", description = "The profile.")
    private String profile = "";

    @Option(
            names = "--model",
            required = true,
            paramLabel = "RUN:TRIAL|FILE",
            description = "A trial of a run, or an ONNX file of any convolutional network.")
    private String model = "";

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    ProfileEstimateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        NetworkEstimate estimate = new NetworkEstimate(NamedNetwork.of(model), HardwareProfiles.load(profile));
        console.out().print(json ? Json.write(estimate.json()) : estimate.text());
        return ExitCode.DONE;
    }
}
