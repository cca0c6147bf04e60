package org.lampyris.evaluation.training;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lampyris.evaluation.data.Dataset;
import org.lampyris.evaluation.distillation.Distillation;
import org.lampyris.evaluation.weights.WeightedNetwork;
import org.lampyris.input.Sha256;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.Node;

/** What a training is known by: all that its bits depend on. How long it goes and when it is stopped isn't part of it. */
final class TrainingIdentity {
    /** To be raised when fine-tuning gets other bits: what was kept before isn't gone on with then. */
    private static final String VERSION = "1";

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

    /**
     * The same of a network that is trained on from weights that it has, computing with transformed ones; empty if one of
     * the transforms has no identity.
     */
    static Optional<String> ofTuning(
            WeightedNetwork start, Map<String, WeightTransform> transforms, Dataset data, String training) {
        SortedMap<String, String> words = new TreeMap<>(Map.of(
                "training", training,
                "normalization", data.normalization().toString(),
                "version", VERSION));
        for (Map.Entry<String, WeightTransform> transform : transforms.entrySet()) {
            Optional<String> identity = transform.getValue().identity();
            if (identity.isEmpty()) {
                return Optional.empty();
            }
            words.put("tensor " + transform.getKey(), identity.get());
        }
        return Optional.of(TrainingStateFile.sha256(words, start.weights().tensors()));
    }

    private static void update(MessageDigest digest, String line) {
        digest.update((line + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
