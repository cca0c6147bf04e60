package org.lampyris.experiments.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.lampyris.evaluation.measuring.Measurements;
import org.lampyris.evaluation.measuring.Probe;
import org.lampyris.evaluation.measuring.ProbePlan;
import org.lampyris.evaluation.measuring.Setup;
import org.lampyris.evaluation.weights.DurableFile;
import org.lampyris.experiments.NamedNetwork;
import org.lampyris.experiments.profiling.CheckedNetworks;
import org.lampyris.experiments.profiling.ProfileCheck;
import org.lampyris.experiments.profiling.ScatterPlot;
import org.lampyris.experiments.report.Json;
import org.lampyris.experiments.report.ProfileReport;
import org.lampyris.hardware.HardwareProfile;
import org.lampyris.hardware.HardwareProfiles;
import org.lampyris.hardware.OperatorPricing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code profile check}: whether a profile is valid, and how far its predictions are off what is measured. */
@Command(
        name = "check",
        description = "Checks that a profile is valid. One that was measured on this machine, or any with --networks or"
                + " --against, is also held against whole networks in ONNX Runtime that it wasn't fitted to.")
final class ProfileCheckCommand implements Callable<Integer> {
    private static final int USUAL_NETWORKS = 40;
    private static final long SEED = 2;

    private final Console console;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "NAME|FILE", description = "The profile.")
    private String profile = "";

    @Option(
            names = "--networks",
            paramLabel = "N",
            description = "How many networks to measure here (default: 40 if the profile is of this machine).")
    private @Nullable Integer networks;

    @Option(
            names = "--against",
            paramLabel = "CSV",
            description = "Takes the networks' measurements from there, e.g. from a kit, and measures nothing.")
    private @Nullable Path against;

    @Option(
            names = "--models",
            split = ",",
            paramLabel = "FILE",
            description = "Measures these exported ONNX files here.")
    private List<Path> models = new ArrayList<>();

    @Option(names = "--svg", paramLabel = "FILE", description = "Draws predicted over measured latencies.")
    private @Nullable Path svg;

    @Option(names = "--csv", paramLabel = "FILE", description = "Writes a row a network.")
    private @Nullable Path csv;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Mixin
    private SpaceOptions space = new SpaceOptions();

    @Mixin
    private MeasuringOptions measuring = new MeasuringOptions();

    ProfileCheckCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        HardwareProfile loaded = HardwareProfiles.load(profile);
        boolean here = loaded.machine()
                .map(machine -> machine.processor().equals(Setup.processor()))
                .orElse(false);
        if (networks != null && (networks < 3 || networks > 10_000)) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(),
                    "--networks is " + networks + ", but must be from 3 to 10000");
        }
        if (!json) {
            console.out().print(ProfileReport.text(loaded));
            console.out().println("The profile " + profile + " is valid.");
        }
        if (against == null && networks == null && models.isEmpty() && !here) {
            return ExitCode.DONE;
        }
        ProfileCheck check = models.isEmpty()
                ? CheckedNetworks.check(
                        loaded, against != null ? Measurements.read(against) : measured(loaded), space.spaces())
                : ofModels(loaded);
        if (against == null && !here) {
            console.err()
                    .println("lampyris: " + profile + " is of "
                            + loaded.machine()
                                    .map(m -> m.processor())
                                    .orElse(loaded.device().name())
                            + ", this machine is " + Setup.processor() + ": the two will differ.");
        }
        console.out().print(json ? Json.write(check.json()) : "\n" + check.text());
        write(svg, ScatterPlot.svg(loaded.name(), check.networks()));
        write(csv, check.csv());
        return ExitCode.DONE;
    }

    private List<Measurements.Row> measured(HardwareProfile loaded) {
        Set<String> fitted =
                new HashSet<>(loaded.pricing().correction().map(c -> c.fitted()).orElse(List.of()));
        return measured(new ProbePlan(space.networks(), SEED)
                .networks(
                        networks == null ? USUAL_NETWORKS : networks,
                        loaded.device().precision(),
                        fitted));
    }

    private List<Measurements.Row> measured(List<Probe> probes) {
        List<Measurements.Row> rows = new ArrayList<>();
        AtomicBoolean stop = new AtomicBoolean();
        Interruption interruption = new Interruption(() -> stop.set(true));
        interruption.install();
        try {
            measuring.campaign(SEED, stop).run(probes, measuring.time(), rows::addAll, progress -> {});
        } finally {
            interruption.remove();
        }
        return rows;
    }

    private ProfileCheck ofModels(HardwareProfile loaded) {
        List<Probe> probes = new ArrayList<>();
        for (Path model : models) {
            probes.add(NamedNetwork.probe(model));
        }
        List<Measurements.Row> rows = measured(probes);
        ProfileCheck check = new ProfileCheck();
        ProfileCheck.Models pricing = new ProfileCheck.Models(loaded.costModel(), new OperatorPricing(loaded));
        for (int i = 0; i < rows.size(); i++) {
            check.add(
                    models.get(i).toString(),
                    models.get(i).toString(),
                    NamedNetwork.of(models.get(i).toString()),
                    pricing,
                    rows.get(i).measured().ms());
        }
        return check;
    }

    private static void write(@Nullable Path file, String text) {
        if (file != null) {
            try {
                DurableFile.write(file, text.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException("can't write " + file + ": " + e.getMessage(), e);
            }
        }
    }
}
