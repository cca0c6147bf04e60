package org.lampyris.experiments.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import org.lampyris.input.InvalidInputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code init}: writes a commented experiment to start from. */
@Command(name = "init", description = "Writes a commented experiment.yaml to start from; never overwrites one.")
final class InitCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            defaultValue = "experiment.yaml",
            description = "The file to write (default: ${DEFAULT-VALUE}).")
    private Path file = Path.of("experiment.yaml");

    InitCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        try (InputStream template = InitCommand.class.getResourceAsStream("experiment.yaml")) {
            if (template == null) {
                throw new IllegalStateException("the template is missing");
            }
            byte[] content = template.readAllBytes();
            Files.write(file, content, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw new InvalidInputException(file + " exists and is left as it is. Choose another file name.", e);
        } catch (NoSuchFileException e) {
            throw new InvalidInputException("The folder of " + file + " does not exist. Make it first.", e);
        }
        console.out().println("Wrote " + file + ". Edit it, then run: ./lampyris search " + file);
        return ExitCode.DONE;
    }
}
