package org.lampyris.search.audit;

/**
 * Which trials of an audited search are drawn at random: a stated share, evenly spread, the first of them never before the
 * strategy had its turn. A function of the number alone, so that a log needs no marks.
 *
 * @param share above 0 and at most {@value #MOST}
 */
public record AuditSchedule(double share) {
    /** More would take the search away from the strategy that is audited. */
    public static final double MOST = 0.5;

    /** Gives the 40 trials of a standard search the 8 random ones that a verdict takes. */
    public static final AuditSchedule STANDARD = new AuditSchedule(0.2);

    /** So that e.g. a share of 0.29 counts 29 of 100, although the product lies just below. */
    private static final double ROUNDING = 1e-9;

    public AuditSchedule {
        if (!(share > 0 && share <= MOST)) {
            throw new IllegalArgumentException(
                    "the share of random trials is " + share + ", but must be above 0 and at most " + MOST);
        }
    }

    /** @param trial its number, from 1 */
    public boolean isRandom(int trial) {
        return randomUpTo(trial) > randomUpTo(trial - 1);
    }

    private double randomUpTo(int trial) {
        return Math.floor(trial * share + ROUNDING);
    }
}
