package org.lampyris.search.audit;

/** What an audit comes to; all but the last are alarms. */
public enum Verdict {
    /** Neither the strategy nor chance finds new architectures any more. */
    SPACE_USED_UP,
    /** The strategy proposes little that is new, although there is. */
    COLLAPSED,
    /** Too few architectures were looked at. */
    TOO_FEW_TRIALS,
    /** Nothing shows that the strategy does better than random draws. */
    NO_BETTER_THAN_CHANCE,
    /** The strategy does better than random draws. */
    BEATS_RANDOM
}
