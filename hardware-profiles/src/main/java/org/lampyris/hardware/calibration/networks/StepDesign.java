package org.lampyris.hardware.calibration.networks;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * For blocks without attributes: how often each stands at or after a place. A coefficient is the step in its cost from
 * one place to the next, so it is 0 as long as places cost the same.
 */
final class StepDesign implements Design {
    private final List<String> vocabulary;
    private final int places;

    StepDesign(List<String> vocabulary, int places) {
        this.vocabulary = List.copyOf(vocabulary);
        this.places = places;
    }

    @Override
    public int columns() {
        return places * vocabulary.size();
    }

    @Override
    public SparseRow row(String architecture) {
        List<String> network = Notation.blocks(architecture);
        double[] counts = new double[columns()];
        for (int place = 0; place < Math.min(network.size(), places); place++) {
            int word = vocabulary.indexOf(network.get(place));
            for (int step = 0; step <= place && word >= 0; step++) {
                counts[step * vocabulary.size() + word]++;
            }
        }
        int[] present =
                IntStream.range(0, counts.length).filter(i -> counts[i] > 0).toArray();
        return new SparseRow(
                present, Arrays.stream(present).mapToDouble(i -> counts[i]).toArray());
    }

    @Override
    public Prior prior() {
        return new StepPrior(places, vocabulary.size());
    }
}
