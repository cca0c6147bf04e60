/**
 * What a user asks for: an {@link org.lampyris.experiments.config.Experiment} holds every setting of a search, read
 * from {@code experiment.yaml} and flags, and is written back in full to the run folder. Start with {@code Experiment}.
 */
@NullMarked
package org.lampyris.experiments.config;

import org.jspecify.annotations.NullMarked;
