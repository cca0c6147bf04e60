package org.lampyris.experiments.cli;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lampyris.evaluation.execution.dispatch.DispatchSettings;
import org.lampyris.evaluation.execution.hazelcast.ClusterBackend.Listening;
import org.lampyris.evaluation.execution.hazelcast.Endpoint;
import org.lampyris.experiments.Execution;
import org.lampyris.experiments.config.Units;
import org.lampyris.input.InvalidInputException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The flags that make a searching process a coordinator. */
final class ClusterOptions {
    private static final Duration SHORTEST_LEASE = Duration.ofSeconds(1);
    private static final Duration LONGEST_LEASE = Duration.ofHours(1);
    private static final int MOST_LOSSES = 1000;

    @Option(
            names = "--cluster",
            paramLabel = "[HOST:]PORT",
            description = "Trains on workers that join here (see 'worker'), on this address only; without HOST on"
                    + " this machine only.")
    private @Nullable String cluster;

    @Option(
            names = "--lease",
            paramLabel = "30s",
            description =
                    "With --cluster: a worker that isn't heard of for so long has lost its trials (default: 30s).")
    private @Nullable String lease;

    @Option(
            names = "--losses",
            paramLabel = "N",
            description = "With --cluster: a trial that N workers lost is given up (default: 10).")
    private @Nullable Integer losses;

    @Mixin
    private SecretOptions secret = new SecretOptions();

    /**
     * Where to evaluate.
     *
     * @param budget says how many trials at once, where they are evaluated here
     * @throws InvalidInputException if a flag can't be understood, or there is no secret
     */
    Execution execution(BudgetOptions budget, int window, Console console, Map<String, String> environment) {
        if (cluster == null) {
            if (lease != null || losses != null) {
                throw new IllegalArgumentException("--lease and --losses are for a cluster: add --cluster HOST:PORT");
            }
            return new Execution.Local(budget.workers(window));
        }
        budget.requireNoWorkers();
        Duration time = lease == null ? DispatchSettings.STANDARD.lease() : Units.duration("--lease", lease);
        if (time.compareTo(SHORTEST_LEASE) < 0 || time.compareTo(LONGEST_LEASE) > 0) {
            throw new IllegalArgumentException("--lease is " + lease + ", but must be from 1s to 1h");
        }
        int most = losses == null ? DispatchSettings.STANDARD.attempts() : losses;
        if (most < 1 || most > MOST_LOSSES) {
            throw new IllegalArgumentException("--losses is " + most + ", but must be from 1 to " + MOST_LOSSES);
        }
        Endpoint endpoint = Endpoint.parse("--cluster", cluster);
        endpoint.requireFree("--cluster");
        return new Execution.Cluster(
                new Listening(endpoint, secret.findOrMake(environment, console), DispatchSettings.ofLease(time, most)));
    }
}
