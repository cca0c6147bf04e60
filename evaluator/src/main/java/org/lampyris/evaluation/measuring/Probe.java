package org.lampyris.evaluation.measuring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lampyris.evaluation.onnx.ExportableNetwork;
import org.lampyris.evaluation.onnx.OnnxWriter;
import org.lampyris.evaluation.onnx.Preprocessing;
import org.lampyris.evaluation.training.InitialWeights;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.hardware.latency.Decomposition;
import org.lampyris.hardware.latency.OperatorKey;
import org.lampyris.hardware.latency.Precision;
import org.lampyris.space.graph.NetworkGraph;
import org.lampyris.space.graph.TensorShape;

/** Something whose latency is to be measured: an operator or block alone, or a network as it is exported. */
public sealed interface Probe {
    /** What identifies it in a file of measurements. */
    List<String> cells();

    /** The ONNX file to run. */
    byte[] model();

    /** The shape of the model's image. */
    TensorShape input();

    /** An operator or a block. */
    record Part(OperatorKey key) implements Probe {
        @Override
        public List<String> cells() {
            return MeasuredRow.cells(key);
        }

        @Override
        public byte[] model() {
            NetworkGraph graph = Decomposition.graph(key);
            return OnnxWriter.encodePart(graph, InitialWeights.of(graph, 1), key.precision());
        }

        @Override
        public TensorShape input() {
            return key.in();
        }
    }

    /**
     * A whole network.
     *
     * @param space the hash of the space that it is from
     * @param choices of that space
     */
    record Network(String space, List<Integer> choices, NetworkGraph graph, Precision precision) implements Probe {
        public Network {
            choices = List.copyOf(choices);
        }

        @Override
        public List<String> cells() {
            return MeasuredRow.cells(space, choices, graph, precision);
        }

        /** As it is exported, so with its preprocessing; in other numbers than 32-bit floats without. */
        @Override
        public byte[] model() {
            NetworkWeights weights = InitialWeights.of(graph, 1);
            if (precision != Precision.FLOAT32) {
                return OnnxWriter.encodePart(graph, weights, precision);
            }
            List<String> classes = IntStream.range(0, graph.classes())
                    .mapToObj(Integer::toString)
                    .collect(Collectors.toList());
            return new OnnxWriter("measured")
                    .encode(ExportableNetwork.of(
                            graph, weights, Preprocessing.ofBytes(graph.input().channels()), classes));
        }

        @Override
        public TensorShape input() {
            return graph.input();
        }
    }

    /** A file that was exported. */
    record File(Path file, TensorShape input) implements Probe {
        @Override
        public List<String> cells() {
            return List.of(file.toString());
        }

        @Override
        public byte[] model() {
            try {
                return Files.readAllBytes(file);
            } catch (IOException e) {
                throw new UncheckedIOException("can't read " + file + ": " + e.getMessage(), e);
            }
        }
    }
}
