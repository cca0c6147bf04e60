package org.lampyris.evaluation.onnx.reading;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lampyris.evaluation.onnx.Preprocessing;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.evaluation.weights.Tensor;
import org.lampyris.evaluation.weights.WeightedNetwork;

/**
 * A network that was read from an ONNX file.
 *
 * @param network without blocks; ends in a vector, one value a class
 * @param preprocessing what the file does first with an image of raw pixels, if it is one of ours; else nothing: scale
 *     1, mean 0, standard deviation 1
 * @param classes their names, in the order of the outputs; empty if the file names none
 * @param channelsLast whether the file's input is [batch, height, width, channels]; the network's never is
 * @param input the name of the file's input
 * @param output the name of the file's output
 * @param metadata of the file, without classes and preprocessing that were understood
 */
public record ImportedNetwork(
        WeightedNetwork network,
        Preprocessing preprocessing,
        List<String> classes,
        boolean channelsLast,
        String input,
        String output,
        SortedMap<String, String> metadata) {

    /** @throws IllegalArgumentException if a weight isn't finite or the network doesn't end in a vector */
    public ImportedNetwork {
        classes = List.copyOf(classes);
        metadata = Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
        network.weights().tensors().forEach(ImportedNetwork::checkValues);
        var end = network.graph().shape(network.graph().nodes().size() - 1);
        if (end.elements() != end.channels()) {
            throw new IllegalArgumentException("the network ends in " + end + ", which is no vector of classes");
        }
    }

    private static void checkValues(String name, Tensor tensor) {
        boolean variance = name.endsWith(NetworkWeights.VARIANCE);
        for (int i = 0; i < tensor.size(); i++) {
            if (!Float.isFinite(tensor.value(i)) || (variance && tensor.value(i) < 0)) {
                throw new IllegalArgumentException("the weights " + name + " have the value " + tensor.value(i));
            }
        }
    }
}
