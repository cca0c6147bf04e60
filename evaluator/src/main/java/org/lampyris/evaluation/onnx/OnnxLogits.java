package org.lampyris.evaluation.onnx;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.lampyris.evaluation.compression.quantization.LogitsRunner;
import org.lampyris.evaluation.weights.NetworkWeights;
import org.lampyris.space.graph.NetworkGraph;

/** Runs a network with ONNX Runtime, in floats and with one thread, on images that are given once. */
public final class OnnxLogits implements LogitsRunner {
    private final ExportableNetwork network;
    private final ByteBuffer images;

    /**
     * @param network its own weights aren't used
     * @param images unsigned bytes, all that remain in the buffer, which must not change
     */
    public OnnxLogits(ExportableNetwork network, ByteBuffer images) {
        this.network = network;
        this.images = images.slice();
    }

    @Override
    public float[][] logits(NetworkWeights weights) {
        NetworkGraph graph = network.graph();
        ExportableNetwork changed = ExportableNetwork.of(graph, weights, network.preprocessing(), network.classes());
        String last = graph.nodes().get(graph.nodes().size() - 1).name();
        List<float[]> rows = new ArrayList<>();
        try (ObservedNetwork observed = ObservedNetwork.of(changed, Set.of(last))) {
            observed.run(images, (node, results) -> {
                while (results.hasRemaining()) {
                    float[] row = new float[graph.classes()];
                    results.get(row);
                    rows.add(row);
                }
            });
        }
        return rows.toArray(float[][]::new);
    }
}
