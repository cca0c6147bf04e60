package org.lampyris.hardware.calibration.networks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lampyris.hardware.calibration.PredictionErrors;

class NetworkFitTest {
    private static final int PLACES = 12;

    /** Costs of four blocks in three stages of four equal places. */
    private static double plain(String blocks, double noise, SplittableRandom random) {
        double ms = 5;
        for (int place = 0; place < PLACES; place++) {
            ms += (1 + place / 4) * (blocks.charAt(place) - '0') * 0.3;
        }
        return ms * (1 + noise * random.nextGaussian());
    }

    private static List<MeasuredNetwork> plain(int count, double noise, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<MeasuredNetwork> networks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            StringBuilder blocks = new StringBuilder();
            for (int place = 0; place < PLACES; place++) {
                blocks.append(random.nextInt(4));
            }
            networks.add(new MeasuredNetwork(blocks.toString(), plain(blocks.toString(), noise, random)));
        }
        return networks;
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void costsThatAddUpAreFoundFromFewNetworks(long seed) {
        NetworkFit fit = NetworkFit.of(plain(60, 0, seed));
        PredictionErrors errors = fit.errors(plain(200, 0, seed + 100));
        assertTrue(errors.meanPercent() < 0.01, errors::toString);
    }

    @Test
    void aFewWildMeasurementsDontMoveIt() {
        List<MeasuredNetwork> networks = plain(100, 0.002, 4);
        for (int i = 0; i < 5; i++) {
            MeasuredNetwork wild = networks.get(i);
            networks.set(i, new MeasuredNetwork(wild.architecture(), 3 * wild.ms()));
        }
        PredictionErrors errors = NetworkFit.of(networks).errors(plain(200, 0, 104));
        assertTrue(errors.meanPercent() < 0.5, errors::toString);
    }

    @Test
    void whatABlockCostsOverTheMeanIsTold() {
        List<MeasuredNetwork> networks = plain(200, 0, 5);
        List<BlockCost> costs = NetworkFit.of(networks).costs(networks);
        assertEquals(PLACES * 4, costs.size());
        double first = cost(costs, 1, "3") - cost(costs, 1, "0");
        double last = cost(costs, PLACES, "3") - cost(costs, PLACES, "0");
        assertEquals(0.9, first, 0.05);
        assertEquals(2.7, last, 0.05);
    }

    private static double cost(List<BlockCost> costs, int place, String block) {
        return costs.stream()
                .filter(c -> c.place() == place && c.block().equals(block))
                .findFirst()
                .orElseThrow()
                .ms();
    }

    /** Blocks of two attributes whose product counts, and whose neighbours matter. */
    private static List<MeasuredNetwork> attributed(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<MeasuredNetwork> networks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<String> blocks = new ArrayList<>();
            double ms = 2;
            int before = 0;
            for (int place = 0; place < 4; place++) {
                int expansion = 1 + random.nextInt(3);
                int kernel = 3 + 2 * random.nextInt(2);
                blocks.add("e" + expansion + "k" + kernel);
                ms += 0.1 * (place + 1) * expansion * kernel + 0.2 * before * expansion;
                before = expansion;
            }
            networks.add(new MeasuredNetwork(String.join("-", blocks), ms));
        }
        return networks;
    }

    @Test
    void attributesAndNeighboursAreUnderstood() {
        NetworkFit fit = NetworkFit.of(attributed(150, 6));
        PredictionErrors errors = fit.errors(attributed(200, 7));
        assertTrue(errors.meanPercent() < 1, errors::toString);
    }

    @Test
    void theErrorOfRowsLeftOutIsThatOfOthers() {
        PredictionErrors crossed = NetworkFit.crossValidated(plain(100, 0.01, 8));
        PredictionErrors others = NetworkFit.of(plain(100, 0.01, 8)).errors(plain(300, 0.01, 9));
        assertEquals(100, crossed.networks());
        assertEquals(others.meanPercent(), crossed.meanPercent(), 0.35);
        assertTrue(crossed.meanPercent() > 0.6, "noise of 1 % can't be predicted: " + crossed);
    }

    @Test
    void whatWasNeverMeasuredIsNoReasonToFail() {
        NetworkFit fit = NetworkFit.of(plain(60, 0, 10));
        for (String strange : List.of("999999999999", "0", "0123012301230123", "e6k3-e1k5")) {
            double ms = fit.milliseconds(strange);
            assertTrue(ms >= 0 && Double.isFinite(ms), strange + ": " + ms);
        }
    }
}
