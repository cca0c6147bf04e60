package org.lampyris.search.surrogate;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What training on brought so far, by the epochs before: so values of networks that were trained for different times can
 * stand side by side.
 */
final class TrainingGains {
    private final SortedMap<Integer, Gain> gains = new TreeMap<>();

    /** The mean of {@code number} gains, and how many epochs the networks had afterwards. */
    private record Gain(double mean, int number, int epochs) {}

    /** A network was trained on. */
    void add(int before, int after, double gain) {
        Gain held = gains.getOrDefault(before, new Gain(0, 0, after));
        int number = held.number + 1;
        gains.put(before, new Gain(held.mean + (gain - held.mean) / number, number, after));
    }

    /** What the value of a network with so many epochs is expected to gain until it is trained as long as any was. */
    double expected(int epochs) {
        double sum = 0;
        int at = epochs;
        for (Gain gain = gains.get(at); gain != null && gain.epochs > at; gain = gains.get(at)) {
            sum += gain.mean;
            at = gain.epochs;
        }
        return sum;
    }
}
