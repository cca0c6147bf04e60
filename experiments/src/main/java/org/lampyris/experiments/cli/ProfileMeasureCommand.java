package org.lampyris.experiments.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.lampyris.evaluation.measuring.Campaign;
import org.lampyris.evaluation.measuring.Kit;
import org.lampyris.evaluation.measuring.MeasuredRow;
import org.lampyris.evaluation.measuring.Measurements;
import org.lampyris.evaluation.measuring.Probe;
import org.lampyris.evaluation.measuring.ProbePlan;
import org.lampyris.evaluation.measuring.Setup;
import org.lampyris.experiments.PreparedFolder;
import org.lampyris.experiments.config.Units;
import org.lampyris.experiments.profiling.MeasuredProfile;
import org.lampyris.hardware.HardwareProfile;
import org.lampyris.hardware.HardwareProfiles;
import org.lampyris.hardware.Origin;
import org.lampyris.hardware.latency.Precision;
import org.lampyris.input.InvalidInputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code profile measure}: a profile of this machine, or a kit that measures another one. */
@Command(
        name = "measure",
        description = "Measures this machine with ONNX Runtime and writes its profile, or writes a kit that measures"
                + " another device. Ctrl-C keeps what is measured; the same command again goes on from there.")
final class ProfileMeasureCommand implements Callable<Integer> {
    private static final long SEED = 1;

    /** Between two lines of progress. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final Console console;
    private Instant told = Instant.EPOCH;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--out", paramLabel = "FILE", description = "The profile to write, e.g. my-device.yaml.")
    private @Nullable Path out;

    @Option(names = "--kit", paramLabel = "DIR", description = "Writes what is to be measured elsewhere, and a script.")
    private @Nullable Path kit;

    @Option(
            names = "--networks",
            paramLabel = "N",
            defaultValue = "100",
            description = "Whole networks that the sum of parts is corrected by (default: ${DEFAULT-VALUE}).")
    private int networks;

    @Option(
            names = "--precision",
            paramLabel = "WORD",
            split = ",",
            defaultValue = "float32",
            description = "float32, int8 or both; networks are priced in the first (default: ${DEFAULT-VALUE}).")
    private List<String> precisions = new ArrayList<>();

    @Mixin
    private SpaceOptions space = new SpaceOptions();

    @Mixin
    private MeasuringOptions measuring = new MeasuringOptions();

    ProfileMeasureCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if ((out == null) == (kit == null)) {
            throw wrong("--out FILE or --kit DIR is needed, and only one of them");
        }
        if (networks < 0 || networks > 10_000) {
            throw wrong("--networks is " + networks + ", but must be from 0 to 10000");
        }
        List<Precision> numbers = precisions.stream().map(this::precision).toList();
        List<Probe> probes = new ArrayList<>(List.of(new Probe.Part(MeasuredProfile.CALL)));
        probes.addAll(new ProbePlan(space.networks(), space.spaces().hash(), SEED).probes(networks, numbers));
        return kit != null ? writeKit(kit, probes) : measure(Objects.requireNonNull(out), probes, numbers.get(0));
    }

    private Precision precision(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "float32" -> Precision.FLOAT32;
            case "int8" -> Precision.INT8;
            default -> throw wrong("--precision is '" + word + "', but must be float32 or int8");
        };
    }

    private int writeKit(Path folder, List<Probe> probes) {
        if (Files.exists(folder)) {
            throw InvalidInputException.at("--kit", folder + " exists and is left as it is", "Choose another folder.");
        }
        try (PreparedFolder prepared = PreparedFolder.beside(folder)) {
            Kit.write(prepared.path(), probes);
            prepared.moveIntoPlace();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        console.out()
                .println(probes.size() + " models in " + folder + ". On the device: python3 measure.py; then here:"
                        + " lampyris profile import measurements.csv --out my-device.yaml");
        return ExitCode.DONE;
    }

    private int measure(Path file, List<Probe> probes, Precision precision) {
        if (Files.isDirectory(file)) {
            throw InvalidInputException.at("--out", file + " is a folder", "Name a file, e.g. my-device.yaml.");
        }
        Path log = file.resolveSibling(OutputFile.name(file) + ".csv");
        if (Files.exists(file) && !Files.exists(log)) {
            throw InvalidInputException.at(
                    "--out", file + " exists and is left as it is", "Choose another name for the new profile.");
        }
        Measurements measurements = new Measurements(log);
        FileChannel held = measurements.hold();
        try {
            return measure(file, log, measurements, probes, precision);
        } finally {
            release(held);
        }
    }

    private static void release(FileChannel held) {
        try {
            held.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int measure(Path file, Path log, Measurements measurements, List<Probe> probes, Precision precision) {
        Map<List<String>, MeasuredRow> rows = measurements.read();
        requireSame(log, rows);
        Optional<HardwareProfile> before = Files.exists(file)
                ? Optional.of(HardwareProfiles.load(file.toAbsolutePath().toString()))
                : Optional.empty();
        List<Probe> missing =
                probes.stream().filter(p -> !rows.containsKey(p.cells())).toList();
        console.err()
                .println("Measuring " + missing.size() + " models (" + rows.size() + " are measured), for at most "
                        + Units.format(measuring.time()) + "; what is measured is kept in " + log + ".");
        AtomicBoolean stop = new AtomicBoolean();
        Interruption interruption = new Interruption(() -> stop.set(true));
        interruption.install();
        try {
            int done =
                    measuring.campaign(SEED, stop).run(missing, measuring.time(), measurements::append, this::progress);
            Map<List<String>, MeasuredRow> all = measurements.read(); // As in the file: going on gives the same.
            if (all.size() <= 1) {
                console.err().println("Nothing was measured in that time.");
                return stop.get() ? ExitCode.INTERRUPTED : ExitCode.FAILED;
            }
            HardwareProfile profile = profile(file, all, precision);
            ProfileFile.write(file, before.map(profile::withSettingsOf).orElse(profile), console);
            console.err()
                    .println(
                            stop.get()
                                    ? "Stopped; the same command goes on from here."
                                    : done < missing.size()
                                            ? "The time is up; the same command goes on from here."
                                            : "Done.");
        } finally {
            interruption.remove();
        }
        return stop.get() ? ExitCode.INTERRUPTED : ExitCode.DONE;
    }

    private void requireSame(Path log, Map<List<String>, MeasuredRow> rows) {
        String here = Setup.here(measuring.threads());
        rows.values().stream()
                .filter(row -> !row.setup().equals(here))
                .findFirst()
                .ifPresent(row -> {
                    throw InvalidInputException.at(
                            log.toString(),
                            "it holds measurements of another set-up (" + row.setup() + ", not " + here + ")",
                            "Choose another --out, or delete it.");
                });
        String own = space.spaces().hash();
        if (rows.values().stream()
                .anyMatch(row -> row.isNetwork() && !row.space().equals(own))) {
            throw InvalidInputException.at(
                    log.toString(),
                    "it holds networks of another space",
                    "Choose another --out, or name that --space.");
        }
    }

    private void progress(Campaign.Progress progress) {
        Instant now = console.clock().instant();
        if (Duration.between(told, now).compareTo(PAUSE) >= 0 || progress.measured() == progress.of()) {
            told = now;
            Duration left = Duration.ofSeconds(progress.left().toSeconds() + 1);
            console.err()
                    .println(progress.measured() + "/" + progress.of() + " measured"
                            + (progress.measured() < progress.of() ? ", " + Units.format(left) + " left" : ""));
        }
    }

    private HardwareProfile profile(Path file, Map<List<String>, MeasuredRow> rows, Precision precision) {
        Origin origin = new Origin(
                "lampyris profile measure",
                "medians of ONNX Runtime at batch size 1, models taking turns",
                LocalDate.ofInstant(console.clock().instant(), ZoneOffset.UTC).toString(),
                "this machine",
                "yours");
        return new MeasuredProfile(OutputFile.name(file), origin, space.spaces()).of(rows.values(), precision);
    }

    private ParameterException wrong(String problem) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), problem);
    }
}
