package org.lampyris.experiments;

import java.util.List;
import org.lampyris.evaluation.data.Dataset;
import org.lampyris.space.graph.TensorShape;

/**
 * What a run has to know of a data set without its images.
 *
 * @param sha256 of all content
 * @param shape of an image
 */
public record DataFacts(String name, String sha256, TensorShape shape, List<String> classes) {
    public DataFacts {
        classes = List.copyOf(classes);
    }

    static DataFacts of(Dataset data) {
        return new DataFacts(data.name(), data.sha256(), data.shape(), data.classNames());
    }
}
