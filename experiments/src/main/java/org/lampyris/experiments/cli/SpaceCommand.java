package org.lampyris.experiments.cli;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lampyris.experiments.Ingredients;
import org.lampyris.space.FireBottleneckSpace;
import org.lampyris.space.graph.TensorShape;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code space}: the search spaces. */
@Command(name = "space", description = "Shows search spaces.", synopsisSubcommandLabel = "COMMAND")
final class SpaceCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(Objects.requireNonNull(spec).commandLine(), "show is missing");
    }

    /** {@code space show}. */
    @Command(name = "show", description = "Prints a search space as YAML, to be copied and changed.")
    static final class Show implements Callable<Integer> {
        private final Console console;

        @Parameters(
                arity = "0..1",
                paramLabel = "NAME|FILE",
                defaultValue = "fire-bottleneck",
                description = "A name, or a file (default: ${DEFAULT-VALUE}).")
        private String space = "";

        Show(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            console.out().print(Ingredients.definitionText(space));
            FireBottleneckSpace decoded =
                    new FireBottleneckSpace(Ingredients.definition(space), new TensorShape(1, 28, 28), 10);
            console.err().println(decoded.decisions().size() + " decisions, " + decoded.size() + " lists of choices.");
            return ExitCode.DONE;
        }
    }
}
