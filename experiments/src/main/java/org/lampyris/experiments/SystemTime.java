package org.lampyris.experiments;

import java.time.InstantSource;

/** The machine's clocks; everything else is handed one. */
public final class SystemTime {
    private SystemTime() {}

    /** The time of day. */
    public static InstantSource clock() {
        return InstantSource.system();
    }

    /** A clock that never goes back, for time spans. */
    public static long nanoseconds() {
        return System.nanoTime();
    }
}
