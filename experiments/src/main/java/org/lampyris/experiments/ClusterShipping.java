package org.lampyris.experiments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lampyris.evaluation.EvaluationResult;
import org.lampyris.evaluation.data.Dataset;
import org.lampyris.evaluation.data.DatasetFile;
import org.lampyris.evaluation.execution.hazelcast.ClusterJob;

/** Sends the images to workers that lack them, and what the teacher says, and takes the weights of networks that may be on the front. */
final class ClusterShipping implements ClusterJob.Shipping, AutoCloseable {
    private final Path file;
    private final Dataset data;
    private final FrontWeights weights;
    private final Path teacher;

    /**
     * @param file where the images are put for sending; deleted in the end
     * @param teacher the file of what the teacher says, if there is one
     */
    ClusterShipping(Path file, Dataset data, FrontWeights weights, Path teacher) {
        this.file = file;
        this.data = data;
        this.weights = weights;
        this.teacher = teacher;
    }

    @Override
    public Path data() {
        try {
            DatasetFile.write(file, data);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("can't write the images for workers to " + file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public Path teacher() {
        return teacher;
    }

    @Override
    public boolean wanted(EvaluationResult result) {
        return weights.wanted(result);
    }

    @Override
    public Path weights(int trial) {
        return weights.file(trial);
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
