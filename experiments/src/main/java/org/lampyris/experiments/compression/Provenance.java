package org.lampyris.experiments.compression;

import java.util.Optional;
import java.util.function.Supplier;
import org.lampyris.evaluation.distillation.Distillation;

/**
 * Where a network comes from.
 *
 * @param sha256 of its file or, if it is a run's, of its weights
 * @param mirrors whether its images may be mirrored: not those of a run that doesn't
 * @param teaching what taught it, if it is a run's and anything did; read when it is asked for
 */
record Provenance(String sha256, boolean mirrors, Supplier<Optional<Distillation>> teaching) {
    /** A file's, of which nobody knows more. */
    static Provenance ofFile(String sha256) {
        return new Provenance(sha256, true, Optional::empty);
    }
}
