package org.lampyris.experiments.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.lampyris.evaluation.onnx.Lamp;
import org.lampyris.evaluation.onnx.ModelFile;
import org.lampyris.experiments.report.LampTable;
import org.lampyris.input.InvalidInputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pack MODEL.onnx}: a network as a smaller file, without any loss. */
@Command(
        name = "pack",
        description =
                "Writes an ONNX file as a smaller .lamp file, without any loss, and says what its bytes are spent on.")
final class PackCommand implements Callable<Integer> {
    /** A file and what is made of it on the way need a part of the memory each. */
    private static final int MEMORY_SHARE = 12;

    private final Console console;

    @Parameters(paramLabel = "MODEL.onnx", description = "The network, with its weights inside.")
    private Path file = Path.of("");

    @Option(names = "--out", required = true, paramLabel = "FILE.lamp", description = "A file that doesn't exist yet.")
    private Path out = Path.of("");

    PackCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        OutputFile.requireNew(out);
        byte[] model = ModelFile.read(file, Runtime.getRuntime().maxMemory() / MEMORY_SHARE);
        byte[] packed = Lamp.pack(file.toString(), model);
        Lamp lamp = unpacked(packed);
        boolean same = Arrays.equals(model, lamp.onnx());
        OutputFile.write(out, packed);
        console.out()
                .print(String.format(
                        Locale.ROOT,
                        "Packed %s (%,d bytes) to %s (%,d bytes), which unpacks to %s\n\n%s",
                        file,
                        model.length,
                        out,
                        packed.length,
                        same ? "the same bytes" : "the same values, written down in another way",
                        LampTable.text(lamp.report())));
        return ExitCode.DONE;
    }

    /** What can't be unpacked on this machine isn't written. */
    private Lamp unpacked(byte[] packed) {
        try {
            return Lamp.open(file.toString(), packed);
        } catch (InvalidInputException e) {
            throw new InvalidInputException(
                    file + ": it is too large for this memory. Give more, e.g. LAMPYRIS_JAVA_OPTS=-Xmx4g.", e);
        }
    }
}
