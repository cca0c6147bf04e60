package org.lampyris.experiments.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.lampyris.evaluation.compression.coding.LampReport;
import org.lampyris.evaluation.onnx.Lamp;
import org.lampyris.experiments.report.LampTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code unpack FILE.lamp}: the ONNX file that a compressed network stands for. */
@Command(
        name = "unpack",
        description = "Writes the ONNX file that a .lamp file stands for, and says what its bytes are spent on.")
final class UnpackCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "FILE.lamp", description = "The compressed network.")
    private Path file = Path.of("");

    @Option(names = "--out", required = true, paramLabel = "MODEL.onnx", description = "A file that doesn't exist yet.")
    private Path out = Path.of("");

    UnpackCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        OutputFile.requireNew(out);
        Lamp lamp = Lamp.read(file);
        byte[] model = lamp.onnx();
        OutputFile.write(out, model);
        LampReport report = lamp.report();
        console.out()
                .print(String.format(
                        Locale.ROOT,
                        "Unpacked %s (%,d bytes) to %s (%,d bytes)\n\n%s",
                        file,
                        report.bytes(),
                        out,
                        model.length,
                        LampTable.text(report)));
        return ExitCode.DONE;
    }
}
