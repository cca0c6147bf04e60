package org.lampyris.experiments.profiling;

import org.lampyris.experiments.Ingredients;
import org.lampyris.space.FireBottleneckSpace;
import org.lampyris.space.SpaceDefinition;
import org.lampyris.space.graph.TensorShape;

/** The networks of a declared space, for images of any shape. */
public final class SpaceOfImages {
    private static final int HASH = 12;

    private final SpaceDefinition definition;

    /** @param nameOrPath a shipped space, or a file */
    public SpaceOfImages(String nameOrPath) {
        this.definition = Ingredients.definition(nameOrPath);
    }

    /** Tells the space from others: the beginning of its hash. */
    public String hash() {
        return definition.hash().substring(0, HASH);
    }

    public FireBottleneckSpace of(TensorShape image, int classes) {
        return new FireBottleneckSpace(definition, image, classes);
    }
}
