package org.lampyris.evaluation.training;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import org.lampyris.evaluation.data.Dataset;
import org.lampyris.evaluation.distillation.Distillation;
import org.lampyris.input.Sha256;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.Node;

/** What a training is known by: all that its bits depend on. How long it goes and when it is stopped isn't part of it. */
final class TrainingIdentity {
    private TrainingIdentity() {}

    /** The SHA-256 over network, seed, plan, data and teacher, if there is one, 64 hexadecimal digits. */
    static String of(NetworkGraph graph, long seed, TrainingPlan plan, Dataset data, Optional<Distillation> teaching) {
        MessageDigest digest = Sha256.digest();
        update(digest, "seed " + seed);
        update(digest, "data " + data.sha256());
        update(digest, plan.epochs() + " epochs of batches of " + plan.batchSize());
        update(digest, plan.optimizer().toString());
        update(digest, plan.augmentation().toString());
        teaching.ifPresent(taught -> update(
                digest,
                "taught by " + taught.teacher().sha256().orElse("somebody") + " at " + taught.temperature()
                        + ", weight " + taught.weight()));
        update(digest, "input " + graph.input());
        for (Node node : graph.nodes()) {
            update(digest, node.toString());
        }
        graph.formats().forEach((node, format) -> update(digest, node + " " + format));
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void update(MessageDigest digest, String line) {
        digest.update((line + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
