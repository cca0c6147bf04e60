package org.lampyris.search;

import java.util.Optional;
import org.lampyris.space.Architecture;

/** A strategy that weighs chance: what it holds for the best need not be the trial with the highest reward. */
@FunctionalInterface
public interface Recommending {

    /** The architecture to take if the search ended now; empty before anything was told. */
    Optional<Architecture> recommended();
}
