package org.lampyris.experiments.benchmark;

import java.util.List;
import java.util.Optional;
import org.lampyris.search.Trial;

/**
 * What a search of a table came to.
 *
 * @param checkpoints those that were reached
 * @param evaluations the trials that were paid for
 * @param nanoseconds that the strategy took in all
 */
record TabularOutcome(long seed, List<Checkpoint> checkpoints, List<Trial> evaluations, int samples, long nanoseconds) {

    Optional<Checkpoint> at(int evaluations) {
        return checkpoints.stream()
                .filter(checkpoint -> checkpoint.evaluations() == evaluations)
                .findFirst();
    }
}
