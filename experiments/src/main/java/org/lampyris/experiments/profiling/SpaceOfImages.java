package org.lampyris.experiments.profiling;

import org.lampyris.experiments.Ingredients;
import org.lampyris.space.FireBottleneckSpace;
import org.lampyris.space.SpaceDefinition;
import org.lampyris.space.graph.TensorShape;

/** The networks of a declared space for images of one shape, opened once for each shape. */
public final class SpaceOfImages {
    private final SpaceDefinition definition;

    /** @param nameOrPath a shipped space, or a file */
    public SpaceOfImages(String nameOrPath) {
        this.definition = Ingredients.definition(nameOrPath);
    }

    public FireBottleneckSpace of(TensorShape image, int classes) {
        return new FireBottleneckSpace(definition, image, classes);
    }
}
