package org.lampyris.experiments.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lampyris.evaluation.execution.hazelcast.ClusterSecret;
import org.lampyris.experiments.cluster.SecretFile;
import picocli.CommandLine.Option;

/** The flag that says where the cluster's secret is. */
final class SecretOptions {
    @Option(
            names = "--secret-file",
            paramLabel = "FILE",
            description = "A file of mode 600 with the cluster's secret (default: $" + SecretFile.VARIABLE
                    + ", else ~/.lampyris/cluster-secret).")
    private @Nullable Path file;

    /** @throws org.lampyris.input.InvalidInputException if there is none, or others can read it */
    ClusterSecret find(Map<String, String> environment) {
        return file == null ? SecretFile.find(environment, SecretFile.usual()) : SecretFile.read(file);
    }

    /** The same for a coordinator, which makes the user's own file where there is nothing yet. */
    ClusterSecret findOrMake(Map<String, String> environment, Console console) {
        Path usual = SecretFile.usual();
        try {
            if (file == null && !environment.containsKey(SecretFile.VARIABLE) && SecretFile.make(usual)) {
                console.err()
                        .println("Made the cluster's secret, " + usual
                                + ". Workers of other users or machines need a copy of it, with mode 600.");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("can't make " + usual + ": " + e.getMessage(), e);
        }
        return find(environment);
    }
}
