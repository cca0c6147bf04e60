package org.lampyris.search.reinforce;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.lampyris.evaluation.ArchitecturePricing;
import org.lampyris.evaluation.EvaluationResult.Evaluated;
import org.lampyris.evaluation.Metrics;
import org.lampyris.evaluation.Objective;
import org.lampyris.search.SearchProblem;
import org.lampyris.search.reward.MnasNetReward;
import org.lampyris.search.reward.Reward;
import org.lampyris.search.surrogate.Prediction;

class AimTest {

    @Test
    void plainTakesValuesAsTheyAre() {
        Prediction prediction = new Prediction(0.7, 0.2);
        assertEquals(new Aim.View(0, prediction, 0.1), Aim.plain().view(Metrics.of(Map.of()), prediction, 0.1));
    }

    /** MnasNet's reward is linear in the accuracy, so the doubt is weighed as the accuracy is. */
    @Test
    void rewardIsWhatTheRewardFunctionSays() {
        SplittableRandom random = new SplittableRandom(1);
        MnasNetReward function = new MnasNetReward(Metrics.LATENCY_MS, 8, -0.02, -1, List.of());
        SearchProblem problem =
                new SearchProblem(Priced.SPACE, List.of(Priced.ACCURACY, Priced.LATENCY), Priced::price, function);
        Aim aim = Aim.reward(problem);
        for (int i = 0; i < 200; i++) {
            Metrics price = Priced.price(Priced.SPACE.sample(random).choices());
            double mean = random.nextDouble();
            double deviation = random.nextDouble(0.3);
            Aim.View view = aim.view(price, new Prediction(mean, deviation), 0.05);
            double weight = function.weight(price.get(Metrics.LATENCY_MS));
            assertEquals(
                    function.of(new Evaluated(price.with(Metrics.ACCURACY, mean), Optional.empty())),
                    view.value().mean());
            assertEquals(weight * deviation, view.value().deviation(), 1e-12);
            assertEquals(weight * 0.05, view.noise(), 1e-12);
            assertEquals(0, view.cost());
        }
        Aim.View certain = aim.view(Priced.price(List.of(0, 0, 0, 0, 0, 0)), new Prediction(0.5, 0), 0);
        assertEquals(0, certain.value().deviation());
        assertEquals(0, certain.noise());
    }

    /** The archive keeps what is to be maximised; the reward gets the metric. */
    @Test
    void rewardOfALossGetsTheLoss() {
        Reward negative = result -> -result.metrics().get(Metrics.LOSS);
        SearchProblem problem = new SearchProblem(
                Priced.SPACE, List.of(Objective.minimize(Metrics.LOSS)), ArchitecturePricing.unknown(), negative);
        Aim.View view = Aim.reward(problem).view(Metrics.of(Map.of()), new Prediction(-2.3, 0.4), 0.1);
        assertEquals(-2.3, view.value().mean());
        assertEquals(0.4, view.value().deviation(), 1e-12);
        assertEquals(0.1, view.noise(), 1e-12);
    }

    @Test
    void frontSumsTheCosts() {
        List<Objective> objectives = List.of(Priced.ACCURACY, Priced.LATENCY, Objective.maximize("speed"));
        double[] weights = Aim.weights(new double[] {0.25, 0.75}, new double[] {20, -4});
        assertArrayEquals(new double[] {0.0125, 0.1875}, weights);
        Prediction prediction = new Prediction(0.7, 0.2);
        Aim aim = Aim.front(objectives, weights);
        weights[0] = 99;
        Metrics costs = Metrics.of(Map.of(Metrics.LATENCY_MS, 10.0, "speed", 8.0));
        assertEquals(new Aim.View(0.125 - 1.5, prediction, 0.1), aim.view(costs, prediction, 0.1));
    }

    /** With shares that add up to 1 the dearest of all costs 1. */
    @Test
    void theDearestCostsOne() {
        double[] dearest = {20, 3e6};
        double[] weights = Aim.weights(new double[] {0.4, 0.6}, dearest);
        Metrics costs = Metrics.of(Map.of(Metrics.LATENCY_MS, dearest[0], Metrics.RAM_BYTES, dearest[1]));
        Aim aim = Aim.front(List.of(Priced.ACCURACY, Priced.LATENCY, Priced.RAM), weights);
        assertEquals(1, aim.view(costs, new Prediction(0, 1), 0).cost(), 1e-15);
    }
}
