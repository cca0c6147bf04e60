package org.lampyris.evaluation.distillation;

import java.nio.FloatBuffer;
import java.util.Set;
import org.lampyris.space.graph.NetworkGraph;

/** A trained network whose results on the training images can be seen, not only the last ones. */
public interface InnerResults {

    /** The network. */
    NetworkGraph graph();

    /** The number of training images. */
    int images();

    /**
     * Shows the results of some nodes for all training images, in their order, some images at a time.
     *
     * @param nodes by name
     * @param mirrored whether the images are mirrored left to right
     */
    void show(Set<String> nodes, boolean mirrored, Observer observer);

    /** Takes what it sees. */
    @FunctionalInterface
    interface Observer {
        /** @param results of a node for whole images: image, channel, row, column */
        void see(String node, FloatBuffer results);
    }
}
