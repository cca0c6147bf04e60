package org.lampyris.search.reinforce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lampyris.search.SyntheticSpace;
import org.lampyris.search.reinforce.LstmPolicy.Episode;
import org.lampyris.search.reinforce.LstmPolicy.Step;
import org.lampyris.space.Decision;

class LstmPolicyTest {
    private static final List<Decision> DECISIONS = new SyntheticSpace().decisions();

    /** A policy whose weights are large enough to prefer some architectures clearly. */
    static LstmPolicy opinionated(List<Decision> decisions, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        LstmPolicy policy = new LstmPolicy(decisions, 2, 5, random);
        double[] values = policy.weights().values;
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextDouble(-1, 1);
        }
        return policy;
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void maskedDecisionsTakeNoStep(long seed) {
        LstmPolicy policy = opinionated(DECISIONS, seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (int n = 0; n < 200; n++) {
            Episode episode = policy.sample(1, random);
            assertTrue(new SyntheticSpace().contains(episode.choices()), () -> episode.choices() + " seed " + seed);
            long applicable = episode.choices().stream().filter(c -> c >= 0).count();
            assertEquals(applicable, episode.steps().size());
            for (Step step : episode.steps()) {
                assertEquals(step.choice(), episode.choices().get(step.decision()));
            }
        }
    }

    /** The log-probability is that of what was drawn, not of the likeliest or of a neighbour. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void theDrawnActionsAreScored(long seed) {
        LstmPolicy policy = opinionated(DECISIONS, seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (int n = 0; n < 100; n++) {
            Episode drawn = policy.sample(1, random);
            assertEquals(
                    drawn.logProbability(), policy.follow(1, drawn.choices()).logProbability(), 0, "seed " + seed);
            double byHand = 0;
            for (Step step : drawn.steps()) {
                byHand += Math.log(step.softmax().probability(drawn.choices().get(step.decision())));
            }
            assertEquals(byHand, drawn.logProbability(), 1e-12, "seed " + seed);
        }
    }

    @Test
    void probabilitiesOfAllArchitecturesSumToOne() {
        LstmPolicy policy = opinionated(DECISIONS, 4);
        double sum = 0;
        for (List<Integer> choices : everything(List.of(), new ArrayList<>())) {
            sum += Math.exp(policy.follow(0, choices).logProbability());
        }
        assertEquals(1, sum, 1e-10);
    }

    @Test
    void samplesOccurAsOftenAsThePolicySays() {
        LstmPolicy policy = opinionated(DECISIONS, 9);
        int draws = 20_000;
        Map<String, Long> counts = new TreeMap<>();
        SplittableRandom random = new SplittableRandom(17);
        for (int n = 0; n < draws; n++) {
            counts.merge(policy.sample(0, random).choices().toString(), 1L, Long::sum);
        }
        List<Double> expected = new ArrayList<>(List.of(0.0));
        List<Long> observed = new ArrayList<>(List.of(0L));
        for (List<Integer> choices : everything(List.of(), new ArrayList<>())) {
            double mean = draws * Math.exp(policy.follow(0, choices).logProbability());
            long count = counts.getOrDefault(choices.toString(), 0L);
            if (mean >= 5) {
                expected.add(mean);
                observed.add(count);
            } else {
                expected.set(0, expected.get(0) + mean);
                observed.set(0, observed.get(0) + count);
            }
        }
        assertTrue(expected.size() > 100, "only " + expected.size() + " classes");
        double p = new ChiSquareTest()
                .chiSquareTest(
                        expected.stream().mapToDouble(Double::doubleValue).toArray(),
                        observed.stream().mapToLong(Long::longValue).toArray());
        assertTrue(p > 0.01, "p = " + p);
    }

    @Test
    void startsUniform() {
        LstmPolicy policy = new LstmPolicy(DECISIONS, 1, 8, new SplittableRandom(1));
        assertEquals(1, policy.sample(0, new SplittableRandom(2)).entropy(), 1e-12);
    }

    @Test
    void goalsHaveDistributionsOfTheirOwn() {
        LstmPolicy policy = opinionated(DECISIONS, 3);
        List<Integer> choices = policy.sample(0, new SplittableRandom(2)).choices();
        assertNotEquals(
                policy.follow(0, choices).logProbability(),
                policy.follow(1, choices).logProbability());
    }

    @Test
    void aSpaceWithoutDecisionsHasOneArchitecture() {
        LstmPolicy policy = new LstmPolicy(List.of(), 1, 4, new SplittableRandom(1));
        Episode episode = policy.sample(0, new SplittableRandom(1));
        assertEquals(List.of(), episode.choices());
        assertEquals(0, episode.logProbability());
        assertEquals(0, episode.entropy());
    }

    private static List<List<Integer>> everything(List<Integer> taken, List<List<Integer>> all) {
        if (taken.size() == DECISIONS.size()) {
            all.add(taken);
            return all;
        }
        Decision decision = DECISIONS.get(taken.size());
        boolean applies = decision.applies(taken);
        for (int c = applies ? 0 : -1; c < (applies ? decision.choices().size() : 0); c++) {
            List<Integer> more = new ArrayList<>(taken);
            more.add(c);
            everything(more, all);
        }
        return all;
    }
}
