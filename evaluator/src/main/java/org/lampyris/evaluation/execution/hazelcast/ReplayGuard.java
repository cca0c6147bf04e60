package org.lampyris.evaluation.execution.hazelcast;

import java.util.HashMap;
import java.util.Map;

/**
 * Lets each call in once: one that was overheard and is sent again has a number that was there before. A sliding window,
 * as in RFC 4303, section 3.4.3: calls may overtake each other by less than {@value #WIDTH}.
 */
final class ReplayGuard {
    private static final int WIDTH = 64;

    private final Map<String, Window> windows = new HashMap<>();

    private static final class Window {
        private long highest = Long.MIN_VALUE;
        /** Bit i: highest - i was seen. */
        private long seen;
    }

    /** Whether this number of this sender is new. */
    synchronized boolean admit(String sender, long number) {
        Window window = windows.computeIfAbsent(sender, s -> new Window());
        if (number < 0) {
            return false;
        }
        if (window.seen == 0 || number > window.highest) {
            long shift = window.seen == 0 ? WIDTH : number - window.highest;
            window.seen = shift >= WIDTH ? 1 : window.seen << shift | 1;
            window.highest = number;
            return true;
        }
        long behind = window.highest - number;
        long bit = behind < WIDTH ? 1L << behind : 0;
        boolean fresh = bit != 0 && (window.seen & bit) == 0;
        window.seen |= bit;
        return fresh;
    }
}
