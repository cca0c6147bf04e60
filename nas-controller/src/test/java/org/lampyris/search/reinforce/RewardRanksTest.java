package org.lampyris.search.reinforce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RewardRanksTest {

    @Test
    void byHand() {
        RewardRanks ranks = new RewardRanks(0.9);
        assertEquals(0, ranks.advantage(5), 1e-15);
        // Beats one of one and half of itself: 0.75 against 0.5.
        assertEquals(0.25, ranks.advantage(7), 1e-15);
        // Beats none of two: 1/6 against 0.9 * 0.5 + 0.1 * 0.75.
        assertEquals(1.0 / 6 - 0.525, ranks.advantage(1), 1e-15);
    }

    @Test
    void scaleAndShiftDoNotMatter() {
        RewardRanks plain = new RewardRanks(0.95);
        RewardRanks scaled = new RewardRanks(0.95);
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 200; i++) {
            double reward = random.nextInt(50);
            assertEquals(plain.advantage(reward), scaled.advantage(reward * 1e6 - 3e5), 0);
        }
    }

    @Test
    void equalRewardsTeachNothing() {
        RewardRanks ranks = new RewardRanks(0.9);
        for (int i = 0; i < 50; i++) {
            assertEquals(0, ranks.advantage(-1), 1e-15);
        }
    }

    @Test
    void extremesStayInRange() {
        RewardRanks ranks = new RewardRanks(0.9);
        double[] extremes = {
            0, Double.NaN, Double.MAX_VALUE, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, -Double.MAX_VALUE, -0.0
        };
        for (int i = 0; i < 100; i++) {
            double reward = extremes[i % extremes.length];
            double advantage = ranks.advantage(reward);
            assertTrue(advantage >= -1 && advantage <= 1, reward + " gives " + advantage);
            assertTrue(i < 20 || !Double.isNaN(reward) || advantage < 0, "not a number is worst");
        }
    }
}
