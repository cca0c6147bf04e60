package org.lampyris.experiments.config;

import java.util.Optional;
import org.lampyris.search.audit.AuditSchedule;

/**
 * What goes around a strategy.
 *
 * @param audit which trials are drawn at random, where the strategy is held against chance
 * @param halving how trainings are cut short, where they are
 */
public record Additions(Optional<AuditSchedule> audit, Optional<Halving> halving) {
    /** The strategy alone. */
    public static final Additions NONE = new Additions(Optional.empty(), Optional.empty());
}
