package org.lampyris.search.audit;

import java.util.Optional;

/**
 * What is held against the random trials. Each architecture counts once, by the first look at it.
 *
 * @param reward of the whole run; empty while a group has fewer than two trials, as are the others
 * @param laterReward of the second half: a strategy that learns does better there
 * @param front minus the depth of the front that an architecture lies on, the non-dominated ones at -1; empty with one
 *     objective
 */
public record Comparisons(Optional<Comparison> reward, Optional<Comparison> laterReward, Optional<Comparison> front) {}
