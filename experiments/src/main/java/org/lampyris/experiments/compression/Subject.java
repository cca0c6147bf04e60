package org.lampyris.experiments.compression;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lampyris.evaluation.data.Dataset;
import org.lampyris.evaluation.onnx.ExportableNetwork;
import org.lampyris.evaluation.onnx.Preprocessing;
import org.lampyris.evaluation.weights.WeightedNetwork;
import org.lampyris.experiments.config.DataSettings;

/**
 * A network that is to be compressed.
 *
 * @param name as the user gave it
 * @param preprocessing what its image goes through first
 * @param data its images, normalised by that
 * @param source where they come from
 * @param provenance where it comes from
 */
public record Subject(
        String name,
        WeightedNetwork network,
        Preprocessing preprocessing,
        Dataset data,
        DataSettings source,
        Provenance provenance,
        SortedMap<String, String> metadata) {

    public Subject {
        metadata = new TreeMap<>(metadata);
    }

    List<String> classes() {
        return data.classNames();
    }

    /** What a smaller form of the network is written with. */
    ExportableNetwork exportable(WeightedNetwork smaller) {
        return new ExportableNetwork(smaller.graph(), smaller.weights(), preprocessing, classes(), metadata);
    }
}
