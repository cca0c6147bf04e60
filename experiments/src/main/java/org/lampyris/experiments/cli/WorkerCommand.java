package org.lampyris.experiments.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lampyris.evaluation.execution.hazelcast.ClusterSecret;
import org.lampyris.evaluation.execution.hazelcast.ClusterWorker;
import org.lampyris.evaluation.execution.hazelcast.ClusterWorker.Ending;
import org.lampyris.evaluation.execution.hazelcast.Endpoint;
import org.lampyris.experiments.Machine;
import org.lampyris.experiments.RemoteWorkshop;
import org.lampyris.experiments.RunLog;
import org.lampyris.experiments.SystemTime;
import org.lampyris.experiments.Version;
import org.lampyris.experiments.cluster.WorkerFolder;
import org.lampyris.experiments.config.Units;
import org.lampyris.input.InvalidInputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code worker}: trains for a coordinator. */
@Command(
        name = "worker",
        description =
                "Trains networks for 'search --cluster' on another machine, or this one. Joins at any time; Ctrl-C"
                        + " hands back what isn't finished.")
final class WorkerCommand implements Callable<Integer> {
    private static final int MOST_SLOTS = 256;

    private final Console console;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--join",
            required = true,
            split = ",",
            paramLabel = "HOST:PORT",
            description = "Where the coordinator is; several, if it may be in several places.")
    private List<String> join = new ArrayList<>();

    @Option(names = "--slots", paramLabel = "N", description = "Networks trained at once (default: the cores).")
    private @Nullable Integer slots;

    @Option(
            names = "--data",
            paramLabel = "NAME|DIR",
            description = "The images on this machine (default: those of the search's name, else the coordinator sends"
                    + " them).")
    private @Nullable String data;

    @Option(
            names = "--patience",
            paramLabel = "10m",
            defaultValue = "10m",
            description = "How long to look for a coordinator, at first, after a loss and after a search (default:"
                    + " ${DEFAULT-VALUE}).")
    private String patience = "10m";

    @Option(names = "--name", paramLabel = "NAME", description = "How 'cluster' shows it (default: HOST/PROCESS).")
    private @Nullable String name;

    @Option(names = "--log", paramLabel = "FILE", description = "Where details go (default: nowhere).")
    private @Nullable Path log;

    @Mixin
    private SecretOptions secret = new SecretOptions();

    WorkerCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        int count = slots == null ? Runtime.getRuntime().availableProcessors() : slots;
        Duration time;
        try {
            if (count < 1 || count > MOST_SLOTS) {
                throw new IllegalArgumentException("--slots is " + count + ", but must be from 1 to " + MOST_SLOTS);
            }
            time = Units.duration("--patience", patience);
        } catch (InvalidInputException | IllegalArgumentException e) {
            throw new ParameterException(Objects.requireNonNull(spec).commandLine(), String.valueOf(e.getMessage()), e);
        }
        List<Endpoint> coordinators =
                join.stream().map(text -> Endpoint.parse("--join", text)).toList();
        ClusterSecret known = secret.find(System.getenv());
        if (log != null) {
            RunLog.open(log);
        }
        RunLog.info(Machine.prepare(count));
        try (WorkerFolder folder = WorkerFolder.make()) {
            ClusterWorker worker = new ClusterWorker(
                    new ClusterWorker.Settings(
                            name == null ? WorkerFolder.processName() : name,
                            Version.current(),
                            coordinators,
                            count,
                            time),
                    known,
                    RemoteWorkshop.in(folder.path(), Optional.ofNullable(data), console.err()::println),
                    console.err()::println,
                    SystemTime::nanoseconds);
            return run(worker);
        }
    }

    private int run(ClusterWorker worker) throws InterruptedException {
        Interruption hook = new Interruption(worker::stop);
        hook.install();
        try {
            console.err().println("Looking for a coordinator at " + String.join(", ", join) + ".");
            Ending ending = worker.run();
            return switch (ending) {
                case STOPPED -> {
                    console.err()
                            .println(
                                    "Stopped. What wasn't finished is handed back; what can't be goes to others when the lease ends.");
                    yield ExitCode.INTERRUPTED;
                }
                case SERVED -> {
                    console.err().println("No other search came within " + patience + ".");
                    yield ExitCode.DONE;
                }
                case ALONE -> {
                    console.err()
                            .println("lampyris: there is no coordinator at " + String.join(", ", join) + " since "
                                    + patience + ". Start one with 'lampyris search --cluster', or see whether a"
                                    + " firewall is between.");
                    yield ExitCode.FAILED;
                }
            };
        } finally {
            console.err().flush();
            hook.remove();
        }
    }
}
