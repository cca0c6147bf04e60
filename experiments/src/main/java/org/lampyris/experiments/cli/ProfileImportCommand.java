package org.lampyris.experiments.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import org.lampyris.evaluation.measuring.MeasuredRow;
import org.lampyris.evaluation.measuring.Measurements;
import org.lampyris.experiments.profiling.MeasuredProfile;
import org.lampyris.hardware.Origin;
import org.lampyris.input.InvalidInputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code profile import CSV}: a profile of what a kit measured on a device. */
@Command(name = "import", description = "Makes a profile of the measurements that a kit's script wrote on a device.")
final class ProfileImportCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "CSV", description = "The file from the device.")
    private Path csv = Path.of("");

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The profile to write.")
    private Path out = Path.of("");

    @Mixin
    private SpaceOptions space = new SpaceOptions();

    ProfileImportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (Files.exists(out)) {
            throw InvalidInputException.at("--out", out + " exists and is left as it is", "Choose another name.");
        }
        List<MeasuredRow> rows = Measurements.read(csv);
        Origin origin = new Origin(
                "a kit of lampyris profile measure",
                "medians at batch size 1, as the kit's script says",
                LocalDate.ofInstant(console.clock().instant(), ZoneOffset.UTC).toString(),
                String.valueOf(csv.getFileName()),
                "yours");
        ProfileFile.write(out, new MeasuredProfile(OutputFile.name(out), origin, space.spaces()).of(rows), console);
        return ExitCode.DONE;
    }
}
