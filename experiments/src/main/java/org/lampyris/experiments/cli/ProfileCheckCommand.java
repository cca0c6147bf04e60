package org.lampyris.experiments.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.lampyris.evaluation.measuring.MeasuredRow;
import org.lampyris.evaluation.measuring.Measurements;
import org.lampyris.evaluation.measuring.Probe;
import org.lampyris.evaluation.measuring.ProbePlan;
import org.lampyris.evaluation.measuring.Setup;
import org.lampyris.experiments.NamedNetwork;
import org.lampyris.experiments.profiling.CheckedNetworks;
import org.lampyris.experiments.profiling.ProfileCheck;
import org.lampyris.experiments.profiling.ScatterPlot;
import org.lampyris.experiments.report.Json;
import org.lampyris.experiments.report.ProfileReport;
import org.lampyris.hardware.HardwareProfile;
import org.lampyris.hardware.HardwareProfiles;
import org.lampyris.hardware.Machine;
import org.lampyris.hardware.NetworkCorrection;
import org.lampyris.hardware.OperatorPricing;
import org.lampyris.hardware.latency.Precision;
import org.lampyris.input.InvalidInputException;
import org.lampyris.space.FireBottleneckSpace;
import org.lampyris.space.graph.NetworkGraph;
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
            description = "Measures these exported ONNX files here, fitted or not.")
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
        requireSense();
        HardwareProfile loaded = HardwareProfiles.load(profile);
        boolean here = loaded.machine()
                .map(machine -> machine.processor().equals(Setup.processor()))
                .orElse(false);
        boolean compares = against != null || networks != null || !models.isEmpty() || (here && isOfSpace(loaded));
        if (!json) {
            console.out().print(ProfileReport.text(loaded));
            console.out().println("The profile " + profile + " is valid.");
        }
        if (!compares) {
            if (json) {
                console.out().print(Json.write(ProfileReport.json(loaded)));
            } else if (here) {
                console.out().println("It was measured for another --space; name it, and its networks are measured.");
            }
            return ExitCode.DONE;
        }
        ProfileCheck check = models.isEmpty()
                ? CheckedNetworks.check(
                        loaded, against != null ? Measurements.read(against) : measured(loaded), space.spaces())
                : ofModels(loaded);
        String differences =
                against == null ? loaded.machine().map(this::differences).orElse("") : "";
        if (against == null && !(here && differences.isEmpty())) {
            console.err()
                    .println("lampyris: the profile is of "
                            + loaded.machine()
                                    .map(Machine::processor)
                                    .orElse(loaded.device().name())
                            + differences + ", this machine is " + Setup.processor() + ": predictions may be off.");
        }
        console.out().print(json ? Json.write(check.json()) : "\n" + check.text());
        if (svg != null) {
            OutputFile.write(svg, ScatterPlot.svg(loaded.name(), check.networks()));
        }
        if (csv != null) {
            OutputFile.write(csv, check.csv());
        }
        return ExitCode.DONE;
    }

    private void requireSense() {
        if (networks != null && (networks < 3 || networks > 10_000)) {
            throw wrong("--networks is " + networks + ", but must be from 3 to 10000");
        }
        int sources = (against != null ? 1 : 0) + (networks != null ? 1 : 0) + (models.isEmpty() ? 0 : 1);
        if (sources > 1) {
            throw wrong("--networks, --against and --models exclude each other");
        }
    }

    private ParameterException wrong(String problem) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), problem);
    }

    /** Whether the profile was corrected by networks of the space that is named, or nobody knows. */
    private boolean isOfSpace(HardwareProfile loaded) {
        String from = loaded.pricing().correction().map(NetworkCorrection::from).orElse("");
        return from.isEmpty() || from.startsWith(space.spaces().hash() + " ");
    }

    private FireBottleneckSpace networksOf(HardwareProfile loaded) {
        String[] from = loaded.pricing()
                .correction()
                .map(NetworkCorrection::from)
                .orElse("")
                .split(" ", -1);
        return from.length == 3 && from[2].matches("[0-9]{1,9}")
                ? space.networks(from[1], Integer.parseInt(from[2]))
                : space.networks();
    }

    /** In what the profile was set up in another way than this check. */
    private String differences(Machine machine) {
        Map<String, String> setup = machine.setup();
        Map<String, String> own = Setup.machine(Setup.here(measuring.threads())).setup();
        StringJoiner words = new StringJoiner(", ", " (", ")").setEmptyValue("");
        for (String fact : List.of("runtime", "threads", "governor")) {
            if (setup.containsKey(fact) && !setup.get(fact).equals(own.get(fact))) {
                words.add(fact + " " + setup.get(fact) + ", here " + own.getOrDefault(fact, "none"));
            }
        }
        return words.toString();
    }

    private List<MeasuredRow> measured(HardwareProfile loaded) {
        if (loaded.device().precision() == Precision.FLOAT16) {
            throw InvalidInputException.at(
                    profile, "its networks run in float16, which can't be measured here", "Give --against.");
        }
        Set<String> fitted = new HashSet<>(
                loaded.pricing().correction().map(NetworkCorrection::fitted).orElse(List.of()));
        return measured(new ProbePlan(networksOf(loaded), space.spaces().hash(), SEED)
                .networks(
                        networks == null ? USUAL_NETWORKS : networks,
                        loaded.device().precision(),
                        fitted));
    }

    private List<MeasuredRow> measured(List<Probe> probes) {
        List<MeasuredRow> rows = new ArrayList<>();
        AtomicBoolean stop = new AtomicBoolean();
        Interruption interruption = new Interruption(() -> stop.set(true));
        interruption.install();
        try {
            measuring.campaign(SEED, stop).run(probes, measuring.time(), rows::addAll, progress -> {});
        } finally {
            interruption.remove();
        }
        if (rows.isEmpty()) {
            throw new InvalidInputException("Nothing was measured in that time. Give more with --time.");
        }
        return rows;
    }

    private ProfileCheck ofModels(HardwareProfile loaded) {
        if (loaded.device().precision() != Precision.FLOAT32) {
            throw InvalidInputException.at(
                    profile, "its networks don't run in float32, exported files do", "Leave out --models.");
        }
        List<NetworkGraph> graphs =
                models.stream().map(model -> NamedNetwork.of(model.toString())).toList();
        List<MeasuredRow> rows =
                measured(models.stream().map(NamedNetwork::probe).toList());
        ProfileCheck check = new ProfileCheck();
        ProfileCheck.Models pricing = new ProfileCheck.Models(loaded.costModel(), new OperatorPricing(loaded));
        for (int i = 0; i < rows.size(); i++) {
            String name = models.get(i).toString();
            check.add(name, name, graphs.get(i), pricing, rows.get(i).measured().ms());
        }
        return check;
    }
}
