package org.lampyris.experiments.config;

import org.lampyris.evaluation.training.TrainingPlan;

/**
 * What is made smaller and faster once a search has come to its end.
 *
 * @param select which network, as {@link org.lampyris.search.pareto.Selection#parse} reads it
 */
public record CompressionPlan(String select, CompressionSettings settings) {

    /** The same, fine-tuning with the seed of the search, and with mirrored images as in its trainings. */
    CompressionPlan like(SearchPlan search, TrainingPlan training) {
        CompressionSettings.Effort effort = settings.effort();
        return new CompressionPlan(
                select,
                settings.withEffort(new CompressionSettings.Effort(
                        effort.epochs(),
                        effort.learningRate(),
                        training.augmentation().flip(),
                        search.seed())));
    }
}
