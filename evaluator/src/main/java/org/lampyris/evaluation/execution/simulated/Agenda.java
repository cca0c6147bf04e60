package org.lampyris.evaluation.execution.simulated;

import java.util.Comparator;
import java.util.PriorityQueue;

/** What will happen, and the time, in nanoseconds from the start: it jumps from one event to the next. */
final class Agenda {
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::time).thenComparingLong(Event::number));
    private long now;
    private long numbers;

    /** @param number of events at the same time, the one that was planned first comes first */
    private record Event(long time, long number, Runnable happening) {}

    long now() {
        return now;
    }

    /** Plans something; what should have happened already happens next. */
    void at(long time, Runnable happening) {
        events.add(new Event(Math.max(now, time), numbers++, happening));
    }

    /** The time in so many nanoseconds, or the end of all time. */
    long in(long delay) {
        return delay > Long.MAX_VALUE - now ? Long.MAX_VALUE : now + delay;
    }

    /** Lets the next thing happen; false if there is none. */
    boolean next() {
        Event event = events.poll();
        if (event == null) {
            return false;
        }
        now = event.time;
        event.happening.run();
        return true;
    }
}
