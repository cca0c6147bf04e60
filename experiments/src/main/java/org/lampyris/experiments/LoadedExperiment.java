package org.lampyris.experiments;

import org.lampyris.evaluation.data.Dataset;

/** An experiment that is ready to be run: with its images. */
record LoadedExperiment(Ingredients ingredients, Dataset data) {}
