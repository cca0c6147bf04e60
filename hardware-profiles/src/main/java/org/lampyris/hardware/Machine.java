package org.lampyris.hardware;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a profile's figures were measured on, so that it is noticed if they are used for another.
 *
 * @param processor as the system names it, e.g. {@code AMD EPYC}
 * @param setup how it was set up: threads, runtime, clock and so on, by name
 */
public record Machine(String processor, SortedMap<String, String> setup) {
    public Machine {
        setup = Collections.unmodifiableSortedMap(new TreeMap<>(setup));
    }
}
