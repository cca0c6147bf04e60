package org.lampyris.evaluation.onnx;

import java.util.Set;
import org.lampyris.evaluation.data.ImageSet;
import org.lampyris.evaluation.distillation.InnerResults;
import org.lampyris.space.graph.NetworkGraph;

/** Runs a network with ONNX Runtime, in floats and with one thread, and shows what its nodes make of images. */
public final class OnnxInnerResults implements InnerResults {
    private final ExportableNetwork network;
    private final ImageSet images;

    /** @param images in the size that the network takes */
    public OnnxInnerResults(ExportableNetwork network, ImageSet images) {
        this.network = network;
        this.images = images;
    }

    @Override
    public NetworkGraph graph() {
        return network.graph();
    }

    @Override
    public int images() {
        return images.size();
    }

    @Override
    public void show(Set<String> nodes, boolean mirrored, Observer observer) {
        try (ObservedNetwork observed = ObservedNetwork.of(network, nodes)) {
            observed.run((mirrored ? images.mirrored() : images).pixels(), observer::see);
        }
    }
}
