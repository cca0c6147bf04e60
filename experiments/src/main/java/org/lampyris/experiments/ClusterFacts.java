package org.lampyris.experiments;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lampyris.evaluation.training.Arithmetic;

/** What a worker must have in common with its coordinator, or it would find other results. */
final class ClusterFacts {
    private ClusterFacts() {}

    /** Hashes of the images, the device, the space, and of what a small training comes to on this machine. */
    static SortedMap<String, String> of(LoadedExperiment loaded) {
        Ingredients ingredients = loaded.ingredients();
        SortedMap<String, String> facts = new TreeMap<>(Map.of(
                "data hash", loaded.data().sha256(),
                "profile hash", ingredients.profile().hash(),
                "space hash", ingredients.space().definition().hash(),
                "arithmetic (hash of a small training)", Arithmetic.fingerprint()));
        loaded.teaching()
                .flatMap(teaching -> teaching.teacher().sha256())
                .ifPresent(sha256 -> facts.put("teacher hash", sha256));
        return facts;
    }
}
